/** The resolution form: what it shows, and what is read from it. */
import type { CardContent, CaseHead, FormField } from '../../cases/cardContent';
import type { CardAction } from '../../cases/cardActions';
import type { Case } from '../../cases/case';
import { isByAi, openDrafts } from '../../cases/drafts/drafts';
import type { Refused } from '../../cases/effects';
import type { Settings } from '../../cases/settings';
import { reasonNamed } from '../../cases/statusReasons';
import type { Texts } from '../../cases/texts';
import { acted, card, type Answer, type Answering } from '../answers';
import type { AgentContext } from '../context';
import { fillIn } from '../drafts/requests';

const RESOLUTION_CHARS_MAX = 4_000;

/** The form; with a proposal to type over, where there is one. */
export async function resolveFormAnswer(
  context: AgentContext,
  found: Case,
  answering: Answering,
): Promise<Answer> {
  const words = card({ kind: 'resolve-form', caseId: found._id }, `${found.number}: ${found.title}`);
  return { ...(await fillIn(context, found, answering)), words };
}

export function resolveFormContent(
  head: CaseHead,
  found: Case,
  settings: Settings,
  { representative }: Texts,
  refused?: Refused,
): Extract<CardContent, { kind: 'resolve-form' }> {
  const reasons = settings.statusReasons.resolved;
  const { resolveForm } = representative;
  const proposed = settings.resolution.fill.on
    ? openDrafts(found).find(({ kind }) => kind === 'resolution')
    : undefined;
  const input = (name: string, label: string, value: string | undefined): FormField => ({
    name,
    label,
    type: 'multilineText',
    value: refused?.typed[name] ?? value,
    problem: refused?.problems[name],
  });
  const fields: FormField[] = [
    {
      ...input('statusReason', resolveForm.statusReason, proposed?.statusReason ?? reasons[0]),
      type: 'choice',
      options: reasons.map((value) => ({ value, label: value })),
    },
    input('resolution', resolveForm.resolution, proposed?.text),
    input('remarks', resolveForm.remarks, proposed?.remarks),
  ];
  const byAi = proposed && isByAi(proposed) ? { byAi: proposed.writtenBy.name } : {};
  return { kind: 'resolve-form', case: head, fields, ...byAi };
}

/** A form that lacks something comes back with what was typed and what is wrong. */
export function resolveTyped(
  found: Case,
  { typed }: Extract<CardAction, { verb: 'resolve' }>,
  answering: Answering,
): Answer {
  const { resolveForm } = answering.words.representative;
  const resolution = (typed['resolution'] ?? '').trim();
  const remarks = (typed['remarks'] ?? '').trim();
  const statusReason = reasonNamed(answering.settings.statusReasons.resolved, typed['statusReason'] ?? '');
  const problems: Record<string, string> = {
    ...(statusReason ? {} : { statusReason: resolveForm.choose }),
    ...(resolution === '' ? { resolution: resolveForm.needed } : {}),
    ...(resolution.length > RESOLUTION_CHARS_MAX ? { resolution: resolveForm.tooLong } : {}),
    ...(remarks.length > RESOLUTION_CHARS_MAX ? { remarks: resolveForm.tooLong } : {}),
  };
  if (statusReason && Object.keys(problems).length === 0)
    return acted(
      found,
      { kind: 'resolve', statusReason, resolution, ...(remarks && { remarks }) },
      answering,
    );
  const ref = { kind: 'resolve-form', caseId: found._id, refused: { typed, problems } } as const;
  return { words: card(ref, `${found.number}: ${found.title}`) };
}
