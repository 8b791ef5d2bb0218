/** A case in a few lines: the summary card, and what is suggested about it. */
import type { AuditEntry } from '../cases/audit';
import type { CardContent, CaseHead } from '../cases/cardContent';
import type { Case } from '../cases/case';
import type { Settings } from '../cases/settings';
import type { StoreReader } from '../cases/store';
import { summaryOf } from '../cases/drafts/summaries';
import type { Texts } from '../cases/texts';
import { auditOf, timelineOf } from './readers';
import { readTalk } from './followUp/talk';

export interface Summing {
  readonly store: StoreReader;
  readonly settings: Settings;
  readonly words: Texts;
  readonly now: string;
}

type Known = Omit<Extract<CardContent, { kind: 'summary' }>, 'kind' | 'timeline' | 'talk'>;

export async function summaryContent(summing: Summing, found: Case, known: Known): Promise<CardContent> {
  const { store, settings, words } = summing;
  const audit = await auditOf({ store }, found);
  const timeline = timelineOf(audit.filter(saysMore), settings, words);
  return { ...known, kind: 'summary', timeline, talk: await talkSummary(summing, found) };
}

export async function suggestedContent(
  summing: Summing,
  found: Case,
  head: CaseHead,
): Promise<Extract<CardContent, { kind: 'suggested-actions' }>> {
  const suggestion = found.status === 'active' ? found.followUp?.suggestion : undefined;
  return {
    kind: 'suggested-actions',
    case: head,
    suggestion: suggestion?.kind,
    rule: suggestion && found.followUp?.rule,
    at: suggestion?.at,
    summary: (await talkSummary(summing, found)) ?? '',
  };
}

/** Undefined where nobody has talked about the case. */
export async function talkSummary(
  { store, settings, words, now }: Summing,
  found: Case,
): Promise<string | undefined> {
  const { talk } = await readTalk(store, found);
  if (!talk.heard && talk.since.length === 0) return undefined;
  return summaryOf(talk, { now, language: words.language, timeZone: settings.global.timeZone });
}

/** A confirmed value stays as it is: the review's own entry says so already. */
function saysMore({ what }: AuditEntry): boolean {
  return what.kind !== 'field' || what.from?.value !== what.to?.value;
}
