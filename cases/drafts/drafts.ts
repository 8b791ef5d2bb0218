/** Drafts: words for a customer that wait for a representative's word. Pure. */
import type { AuditEntry } from '../audit';
import { ACTS_MAX, type Case } from '../case';
import type { Draft, MadeDraft, NewDraft } from './draft';
import { cardWords } from '../changing';
import { journaled, sayingId, type Noted, type Saying } from '../journal';
import { addUsage } from '../deciding/prediction';
import type { ShownCard } from '../review';
import { changed, unchanged, type Change } from '../store';
import type { Person } from '../values';

export { DRAFT_KINDS, DRAFT_STATES } from './draft';
export type * from './draft';

export interface DraftContext {
  readonly at: string;
  /** Whose deed the draft is: the agent's, or who asked for it. */
  readonly by: Person;
  readonly byKind: AuditEntry['byKind'];
  /** The conversations of the representatives who are shown it. */
  readonly tell: readonly string[];
}

export const DRAFTS_MAX = 10; // a card older than the last ten drafts is told that it is too old

export function draftById({ drafts = [] }: Pick<Case, 'drafts'>, id: string): Draft | undefined {
  return drafts.find((draft) => draft.id === id);
}

export function openDrafts({ drafts = [] }: Pick<Case, 'drafts'>): Draft[] {
  return drafts.filter(({ state }) => state === 'open');
}

/** Whether the customer has spoken since the draft was written; `heard` is their newest `seq` now. */
export function isStale({ basedOn }: Pick<Draft, 'basedOn'>, heard: number): boolean {
  return heard > basedOn;
}

/** Whether the customer must be told that AI wrote the words. */
export function isByAi({ writtenBy }: Pick<Draft, 'writtenBy'>): boolean {
  return writtenBy.kind === 'model' || writtenBy.kind === 'custom-agent';
}

/**
 * The case with the draft on it, shown to representatives. It takes the place of the open draft of the same kind for
 * the same conversation. May be combined with other changes of the case in one write.
 */
export function withDraft<T extends Case>(theCase: T, draft: NewDraft, context: DraftContext): T {
  const { at, by, byKind, tell } = context;
  const book = new DraftBook(theCase);
  for (const old of openDrafts(theCase))
    if (old.kind === draft.kind && old.conversationId === draft.conversationId)
      book.replace({ ...old, state: 'superseded', decidedAt: at }, true);
  const id = newDraftId(theCase);
  book.add({ ...draft, id, at, revision: 1, state: 'open', shownIn: [] }, tell);
  const note = draftNote({ by, byKind }, { id, kind: draft.kind }, 'made');
  return book.written(theCase, [note], at);
}

/**
 * A draft that was asked for, once under its id. One of the same kind that is open already and not older is shown to
 * who asked instead: two people work on the same words.
 */
export function draftMade(theCase: Case, id: string, made: MadeDraft, context: DraftContext): Change<Case> {
  const { draft, usage } = made;
  const closed = theCase.status !== 'active' && !(theCase.status === 'resolved' && draft.kind === 'closing');
  if (closed || theCase.recent.includes(id)) return unchanged;
  const recent = [...theCase.recent, id].slice(-ACTS_MAX);
  const spent = addUsage(theCase.usage, usage);
  const next: Case = { ...theCase, recent, ...(spent && { usage: spent }) };
  const standing = openDrafts(theCase).find(
    ({ kind, conversationId }) => kind === draft.kind && conversationId === draft.conversationId,
  );
  if (!standing || standing.basedOn < draft.basedOn) return changed(withDraft(next, draft, context));
  const book = new DraftBook(next);
  book.showAlso(standing, context.tell);
  return changed(book.written(next, [], context.at));
}

/** Open drafts are off the table once the case is closed; what closes it may still be said. */
export function withoutOpenDrafts(theCase: Case, at: string): DraftBook {
  const book = new DraftBook(theCase);
  for (const draft of openDrafts(theCase))
    if (draft.kind !== 'closing') book.replace({ ...draft, state: 'superseded', decidedAt: at }, true);
  return book;
}

export function draftNote(
  who: Pick<Noted, 'by' | 'byKind'>,
  { id, kind }: Pick<Draft, 'id' | 'kind'>,
  state: 'made' | 'edited' | 'sent' | 'discarded' | 'returned',
): Noted {
  return { ...who, what: { kind: 'draft', draftId: id, draft: kind, state }, reason: '' };
}

/** Several drafts may be made in one write. */
function newDraftId({ drafts = [], version }: Case): string {
  const id = `d${version + 1}`;
  const taken = drafts.filter((one) => one.id === id || one.id.startsWith(`${id}.`)).length;
  return taken === 0 ? id : `${id}.${taken + 1}`;
}

/** Collects what happens to the drafts of a case, and the cards that show them. */
export class DraftBook {
  /** Missing where the case never had one. */
  drafts: readonly Draft[] | undefined;
  readonly says: Saying[] = [];

  constructor(private readonly theCase: Case) {
    this.drafts = theCase.drafts;
  }

  add(draft: Draft, tell: readonly string[]): void {
    const shownIn = [...new Set(tell)].map((to) => this.show(draft.id, to));
    this.drafts = bounded([...(this.drafts ?? []), { ...draft, shownIn }]);
  }

  /** A further card; in a conversation that has one, a newer one in its place. */
  showAlso(draft: Draft, tell: readonly string[]): void {
    const kept = draft.shownIn.filter(({ conversationId }) => !tell.includes(conversationId));
    const shownIn = [...kept, ...[...new Set(tell)].map((to) => this.show(draft.id, to))];
    this.drafts = this.drafts?.map((one) => (one.id === draft.id ? { ...draft, shownIn } : one));
  }

  /** Its cards are brought up to date where they stand. */
  replace(draft: Draft, onlyInPlace?: true): void {
    const shownIn = draft.shownIn.map(({ conversationId, effectId }) =>
      this.show(draft.id, conversationId, { replaces: effectId, onlyInPlace }),
    );
    this.drafts = this.drafts?.map((one) => (one.id === draft.id ? { ...draft, shownIn } : one));
  }

  /** Words for the customer; the effect's id. */
  say(saying: Saying): string {
    this.says.push(saying);
    return sayingId(this.theCase, this.says.length - 1);
  }

  written<T extends Case>(theCase: T, notes: readonly Noted[], at: string): T {
    const { drafts, says } = this;
    return journaled({ ...theCase, drafts }, theCase, { notes, says }, at);
  }

  private show(
    draftId: string,
    conversationId: string,
    over: Pick<Saying, 'replaces' | 'onlyInPlace'> = {},
  ): ShownCard {
    const words = cardWords({ kind: 'draft', caseId: this.theCase._id, draftId }, this.theCase);
    const effectId = this.say({ to: conversationId, words, ...over });
    return { conversationId, effectId };
  }
}

/** What is decided goes first: an open draft stays as long as there is room. */
function bounded(drafts: readonly Draft[]): readonly Draft[] {
  if (drafts.length <= DRAFTS_MAX) return drafts;
  const oldest = drafts.find(({ state }) => state !== 'open') ?? drafts[0];
  return bounded(drafts.filter((draft) => draft !== oldest));
}
