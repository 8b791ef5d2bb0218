/** The resolution form: what it shows, and what is read from it. */
import type { CardContent, CaseHead, FormField } from '../cases/cardContent';
import type { CardAction } from '../cases/cardActions';
import type { Case } from '../cases/case';
import type { Refused } from '../cases/effects';
import type { Settings } from '../cases/settings';
import { reasonNamed } from '../cases/statusReasons';
import type { Texts } from '../cases/texts';
import { acted } from './caseCommands';
import { card, type Answer, type Answering } from './answers';

const RESOLUTION_CHARS_MAX = 4_000;

export function resolveFormContent(
  head: CaseHead,
  settings: Settings,
  { representative }: Texts,
  refused?: Refused,
): Extract<CardContent, { kind: 'resolve-form' }> {
  const reasons = settings.statusReasons.resolved;
  const fields: FormField[] = [
    {
      name: 'statusReason',
      label: representative.resolveForm.statusReason,
      type: 'choice',
      options: reasons.map((value) => ({ value, label: value })),
      value: refused?.typed['statusReason'] ?? reasons[0],
      problem: refused?.problems['statusReason'],
    },
    {
      name: 'resolution',
      label: representative.resolveForm.resolution,
      type: 'multilineText',
      value: refused?.typed['resolution'],
      problem: refused?.problems['resolution'],
    },
  ];
  return { kind: 'resolve-form', case: head, fields };
}

/** A form that lacks something comes back with what was typed and what is wrong. */
export function resolveTyped(
  found: Case,
  { typed }: Extract<CardAction, { verb: 'resolve' }>,
  answering: Answering,
): Answer {
  const { resolveForm } = answering.words.representative;
  const resolution = (typed['resolution'] ?? '').trim();
  const statusReason = reasonNamed(answering.settings.statusReasons.resolved, typed['statusReason'] ?? '');
  const problems: Record<string, string> = {
    ...(statusReason ? {} : { statusReason: resolveForm.choose }),
    ...(resolution === '' ? { resolution: resolveForm.needed } : {}),
    ...(resolution.length > RESOLUTION_CHARS_MAX ? { resolution: resolveForm.tooLong } : {}),
  };
  if (statusReason && Object.keys(problems).length === 0)
    return acted(found, { kind: 'resolve', statusReason, resolution }, answering);
  const ref = { kind: 'resolve-form', caseId: found._id, refused: { typed, problems } } as const;
  return { words: card(ref, `${found.number}: ${found.title}`) };
}
