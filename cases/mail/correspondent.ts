/** What is remembered of an address that we write to: how often we answered by ourselves, and whether mails come back. */
import { changed, refused, unchanged, type Change, type Document } from '../document';

const HOUR_MS = 3_600_000;

export interface Correspondent extends Document {
  /** The automatic answers of the last hour, oldest first, by the effect's id. */
  readonly automatic: readonly { readonly id: string; readonly at: string }[];
  /** Mails to it come back for good: nothing more is sent there. */
  readonly bounced?: { readonly at: string; readonly reason: string };
}

export const AUTOMATIC_LIMIT = 'automatic-limit';

export function newCorrespondent(address: string): Correspondent {
  return { _id: address, version: 1, automatic: [] };
}

/** Takes a place for one automatic answer; refused where the last hour had `perHourMax` of them. The same id takes one place. */
export function answeredAutomatically(
  found: Correspondent,
  answer: { readonly id: string; readonly at: string },
  perHourMax: number,
): Change<Correspondent> {
  if (found.automatic.some(({ id }) => id === answer.id)) return unchanged;
  const since = new Date(Date.parse(answer.at) - HOUR_MS).toISOString();
  const recent = found.automatic.filter(({ at }) => at > since);
  if (recent.length >= perHourMax) return refused(AUTOMATIC_LIMIT);
  return changed({ ...found, automatic: [...recent, answer] });
}

export function cameBack(found: Correspondent, at: string, reason: string): Change<Correspondent> {
  return found.bounced ? unchanged : changed({ ...found, bounced: { at, reason } });
}

/** They wrote to us, and it was them: mails may reach them again. */
export function isReachable(found: Correspondent): Change<Correspondent> {
  return found.bounced ? changed({ ...found, bounced: undefined }) : unchanged;
}
