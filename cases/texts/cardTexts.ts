/** What the cards for representatives say, to be worded in each language. */
import type { CardAction } from '../cardActions';
import type { WaitReason } from '../live/live';
import type { CaseStatus } from '../case';
import type { RowState } from '../review';
import type { ProvenanceKind } from '../values';
import type { DraftTexts } from './drafts';
import type { MovedTexts } from './moved';
import type { UnlockTexts } from './unlocking';

export type ConfidenceWord = 'sure' | 'likely' | 'unsure';
export type DecidedState = Exclude<RowState, 'open'>;

export interface CardTexts {
  readonly justNow: string;
  readonly yes: string;
  readonly no: string;
  readonly quoted: (words: string) => string;
  readonly more: (count: number) => string;
  readonly newCase: string;
  readonly ownedBy: (who: string) => string;
  readonly unverified: string;
  readonly missing: string;
  readonly changedByAi: string;
  readonly proposedByAi: string;
  /** Over a review whose rows were decided in different ways. */
  readonly decided: string;
  readonly confidence: Readonly<Record<ConfidenceWord, string>>;
  readonly rowState: Readonly<Record<DecidedState, (who: string | undefined) => string>>;
  readonly setBy: Readonly<Record<ProvenanceKind, (who: string) => string>>;
  readonly nothingToChange: string;
  readonly timeline: string;
  readonly values: string;
  readonly noCases: string;
  readonly open: string;
  readonly openCase: (number: string) => string;
  readonly openFormTitle: string;
  readonly with: (who: string) => string;
  readonly openFormHint: string;
  readonly editFormTitle: string;
  readonly resolveFormTitle: string;
  readonly proposalTitle: string;
  readonly waits: (who: string) => string;
  readonly takenBy: (by: string) => string;
  readonly overWith: (who: string) => string;
  readonly liveWith: (who: string) => string;
  readonly liveHint: (who: string) => string;
  readonly passedTo: (who: string) => string;
  readonly said: string;
  readonly agent: string;
  readonly waitReason: Readonly<Record<WaitReason, string>>;
  readonly draft: DraftTexts;
  /** Said of the two thumbs under a card. */
  readonly helpful: string;
  readonly notHelpful: string;
  readonly unlock: UnlockTexts;
  readonly moved: MovedTexts;
  readonly choose: string;
  readonly currencyHint: string;
  /** For a client that is too old for the card. */
  readonly cannotShow: string;
  readonly buttons: Readonly<Record<CardAction['verb'], string>>;
  /** By the channel's id; one that is not listed is shown as it is. */
  readonly channels: Readonly<Record<string, string>>;
  readonly status: Readonly<Record<CaseStatus, string>>;
}
