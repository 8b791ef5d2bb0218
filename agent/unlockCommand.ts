/** `unlock CAS-... FIELD: WHY`: for whoever writes rather than presses. */
import type { Case } from '../cases/case';
import { resolvedFields } from '../cases/settings';
import { isLocked } from '../cases/unlocking';
import { told, type Answer, type Answering } from './answers';

export function unlockCommand(found: Case, rest: string, { asker, settings, words }: Answering): Answer {
  const fields = resolvedFields(settings);
  const locked = Object.entries(found.fields).flatMap(([name, entry]) => {
    const field = fields.get(name);
    return field && isLocked(entry, field) ? [field] : [];
  });
  const [, wanted = '', reason = ''] = /^([^:]*)(?::([\s\S]*))?$/.exec(rest) ?? [];
  const called = wanted.trim().toLowerCase();
  const field = locked.find(({ name, label }) => [name, label].some((one) => one.toLowerCase() === called));
  if (!field) {
    const names = locked.map(({ label }) => label).join(', ');
    return { words: told(words.representative.noLocked({ number: found.number, names })) };
  }
  const act = { kind: 'unlock', field: field.name, reason: reason.trim().slice(0, 500) } as const;
  return { moves: [{ kind: 'act', caseId: found._id, act, by: asker.by, replyTo: asker }] };
}
