/** What a catalogue of texts holds: the compiler says which language forgot a line. */
import type { RowState } from '../review';
import type { DraftState } from '../drafts/draft';
import type { Deed } from '../access';
import type { Notice } from '../effects';
import type { CommandTexts } from './commands';
import type { FailureTexts } from './failures';
import type { AsideTexts } from './asides';
import type { FollowUpTexts } from './followUp';
import type { TraceKey } from '../deciding/trace';
import type { PlaceTexts } from './places';

type Line<P extends string = never> = (params: Readonly<Record<P, string>>) => string;
type Loose = (params: Readonly<Record<string, string>>) => string;

export interface Texts {
  readonly language: string;
  readonly customer: {
    readonly opened: Line<'name' | 'number' | 'title'>;
    readonly duplicateAsked: Line<'name'>;
    readonly joined: Line<'name' | 'number' | 'title'>;
    readonly askTrouble: () => string;
    readonly askContact: (params: {
      readonly have: readonly string[];
      /** What was said first: something has gone wrong, or is wanted. */
      readonly about?: 'trouble' | 'wish';
      /** Asked before. */
      readonly again?: boolean;
    }) => string;
    readonly askField: Line<'label'>;
    readonly askAgain: Line<'question'>;
    readonly skipped: () => string;
    readonly ended: Line<'number'>;
    readonly closed: Line<'number'>;
    readonly failed: Line<'reference'>;
    readonly tooLong: Line<'max'>;
    readonly mailLead: Line<'name' | 'number'>;
    readonly mailThanks: () => string;
    readonly mailAsks: () => string;
    readonly writtenByAi: Line<'company'>;
    readonly noCommand: () => string;
    /** `place` 1: first in line. */
    readonly passing: (params: { readonly place: number }) => string;
    readonly afterHours: Line<'opens'>;
    readonly accepted: Line<'name'>;
    readonly givenBack: () => string;
  };
  readonly representative: CommandTexts & {
    readonly registered: Line<'name'>;
    readonly notAllowed: () => string;
    /** By what is lacking. */
    readonly notPermitted: Readonly<Record<Deed, string>>;
    readonly nothingToUpdateFrom: Line<'number'>;
    readonly updating: () => string;
    readonly shownBelow: () => string;
    readonly taken: Line<'number'>;
    readonly thanks: () => string;
    readonly alreadyDone: Line<'what' | 'by' | 'at'>;
    readonly outdated: () => string;
    readonly nothingChosen: () => string;
    readonly spokenSince: () => string;
    readonly editedSince: () => string;
    readonly draftTooLong: () => string;
    readonly drafting: () => string;
    readonly noConversation: Line<'number'>;
    readonly draftNeedsWords: () => string;
    readonly closed: Line<'number'>;
    readonly oldCard: () => string;
    readonly notARepresentative: () => string;
    readonly problems: Line<'problems'>;
    readonly openingDeclined: () => string;
    readonly openingGone: () => string;
    readonly opened: Line<'number' | 'title'>;
    readonly needOne: () => string;
    readonly undelivered: Line<'number' | 'to' | 'reason'>;
    readonly delayed: Line<'number' | 'to' | 'reason'>;
    readonly lateMail: Line<'number' | 'who' | 'subject'>;
    readonly whyTitle: Line<'number'>;
    readonly whyNoCase: () => string;
    readonly state: Readonly<Record<RowState | DraftState | 'taken' | 'reopened' | 'unlocked', string>>;
    readonly assigned: Line<'number' | 'name'>;
    readonly noted: Line<'number'>;
    readonly unlockedNow: Line<'number'>;
    /** `names` is empty where no field is locked. */
    readonly noLocked: Line<'number' | 'names'>;
    readonly statusNow: Line<'number' | 'reason'>;
    readonly closedNow: Line<'number' | 'reason'>;
    readonly reopenedNow: Line<'number'>;
    readonly mergedNow: Line<'number' | 'into'>;
    readonly splitNow: Line<'number' | 'into'>;
    readonly sameCase: () => string;
    readonly noReason: Line<'reasons'>;
    readonly resolveForm: Readonly<
      Record<'statusReason' | 'resolution' | 'remarks' | 'choose' | 'needed' | 'tooLong', string>
    >;
    readonly notices: Readonly<Record<Notice, Line<'name'>>>;
    readonly failures: FailureTexts;
    readonly mergedAway: Line<'number' | 'into'>;
    readonly openedBy: Line<'number' | 'name'>;
    readonly declinedBy: Line<'name'>;
    readonly accepting: () => string;
    readonly whichOne: Line<'names'>;
    readonly nobodyLive: () => string;
    readonly busyWith: Line<'name'>;
    readonly queueEmpty: () => string;
    readonly noQueue: Line<'name' | 'queues'>;
  };
  readonly places: PlaceTexts;
  readonly asides: AsideTexts;
  readonly followUp: FollowUpTexts;
  readonly trace: Readonly<Record<TraceKey, Loose>>;
  readonly panel: { readonly why: { readonly missing: string; readonly partial: string } };
  readonly timeline: Readonly<
    Record<
      | 'opened'
      | 'field'
      | 'proposed'
      | 'reviewed'
      | 'undelivered'
      | 'owner'
      | 'status'
      | 'note'
      | 'closed'
      | 'merged'
      | 'absorbed'
      | 'joined'
      | 'split'
      | 'reopened'
      | 'unlocked'
      | 'draftMade'
      | 'draftEdited'
      | 'draftSent'
      | 'draftDiscarded'
      | 'draftReturned',
      Loose
    >
  >;
}
