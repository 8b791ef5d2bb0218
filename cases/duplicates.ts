/**
 * Whether what a customer is about to open a case for is what one of their open cases is about already. Pure: a score
 * between 0 and 1, with the reasons that people read.
 */
import type { Case } from './case';
import { hasOptions, isContactField, type FieldDefinition } from './fields';
import type { Asker } from './moves';
import type { ShownCard } from './review';
import { searchWords } from './searchWords';
import { resolvedFields, type Settings } from './settings';
import type { TurnEntry } from './conversation/conversation';
import type { FieldEntries, FieldEntry, Person } from './values';

/** join: the conversation goes on in the open case; new: a case as usual; link: a new one that names the open one. */
export const DUPLICATE_CHOICES = ['join', 'new', 'link'] as const;
export type DuplicateChoice = (typeof DUPLICATE_CHOICES)[number];

/** What speaks for or against the same matter; words are the ones in common. */
export type DuplicateReason =
  | { readonly kind: 'same' | 'other'; readonly field: string; readonly value: string }
  | { readonly kind: 'words'; readonly words: readonly string[] };

export interface Likeness {
  readonly score: number;
  readonly reasons: readonly DuplicateReason[];
}

/** What would be opened, or is open. */
export interface Matter {
  readonly title: string;
  readonly fields: FieldEntries;
}

/** Asked of representatives: until somebody answers, the conversation keeps collecting. */
export interface DuplicateQuestion {
  readonly problem: number;
  /** The open cases that it is like, the likest first. */
  readonly caseIds: readonly string[];
  readonly askedAt: string;
  /** When it is opened as new and linked, whoever has not answered. */
  readonly until: string;
  readonly shownIn: readonly ShownCard[];
  /** The turn that is answered once it is decided, without its words. */
  readonly turn?: TurnEntry;
  /** What the representative had typed who wanted to open the case, and who that is. */
  readonly typed?: FieldEntries;
  readonly asker?: Asker;
  readonly decided?: DuplicateDecision;
}

export interface DuplicateDecision {
  readonly choice: DuplicateChoice;
  readonly by: Person;
  readonly at: string;
  /** The case that it went into, or that was opened. */
  readonly caseId: string;
  /** It was to be joined, and was closed by then. */
  readonly wasClosed?: boolean;
}

export const DUPLICATES_MAX = 3;
const WORDS_SHOWN_MAX = 6;

/** The question that nobody has answered yet. */
export function openQuestion({
  duplicate,
  problem,
  caseId,
}: {
  readonly duplicate?: DuplicateQuestion;
  readonly problem: number;
  readonly caseId?: string;
}): DuplicateQuestion | undefined {
  const open = duplicate && !duplicate.decided && duplicate.problem === problem && caseId === undefined;
  return open ? duplicate : undefined;
}

// What a sign is worth. A serial number names one thing; a category is shared by many matters.
const IDENTIFIER = 0.6;
const MANY_OPTIONS = 0.2; // a product
const FEW_OPTIONS = 0.1; // a category
const MANY_FROM = 8;
const WORDS = 0.7; // all words in common
const WORDS_MIN = 2; // one word in common is chance

/** How much what would be opened is like a case. */
export function likeness(now: Matter, theCase: Matter, settings: Settings): Likeness {
  const reasons: DuplicateReason[] = [];
  let score = 0;
  for (const field of resolvedFields(settings).values()) {
    const weight = weightOf(field);
    const [one, other] = [now.fields[field.name], theCase.fields[field.name]];
    if (weight === 0 || !one || !other) continue;
    const same = sameText(one, other);
    score += same ? weight : -weight;
    reasons.push({ kind: same ? 'same' : 'other', field: field.name, value: other.label });
  }
  const words = inCommon(wordsOf(now, settings), wordsOf(theCase, settings));
  if (words.shared.length >= WORDS_MIN) {
    score += WORDS * words.share;
    reasons.push({ kind: 'words', words: words.shared.slice(0, WORDS_SHOWN_MAX) });
  }
  return { score: Math.min(1, Math.max(0, score)), reasons };
}

/** 0 where a field says nothing about which matter it is: people, amounts, dates, free words (which are compared as words). */
function weightOf(field: FieldDefinition): number {
  if (isContactField(field)) return 0;
  if (hasOptions(field)) return (field.options?.length ?? 0) >= MANY_FROM ? MANY_OPTIONS : FEW_OPTIONS;
  return field.type === 'text' && field.pattern !== undefined ? IDENTIFIER : 0;
}

function sameText(one: FieldEntry, other: FieldEntry): boolean {
  const folded = ({ value }: FieldEntry): string => String(value).toLowerCase().replace(/[\s-]/g, '');
  return folded(one) === folded(other);
}

const WORD_CHARS_MIN = 4; // shorter ones hold sentences together
const STEM_CHARS = 4; // "leaks", "leaking"; "tropft", "tropfen"
/** Words that any complaint may hold, in English and German. */
const COMMON = new Set(
  (
    'have this that with from your they when what does doesn isnt please hello help need want will would could should ' +
    'there their about after again been just very much more some into than then them only also because hallo bitte ' +
    'danke habe haben nicht eine einen einem meine meinen mein sich auch noch wird sind wenn dass oder aber mehr sehr ' +
    'kann können guten morgen problem issue thank thanks still always never immer schon jetzt doch wieder einmal'
  ).split(' '),
);

/** The words of its title and of what it says in sentences, without what every matter says. */
function wordsOf({ title, fields }: Matter, settings: Settings): Map<string, string> {
  const free = [...resolvedFields(settings).values()]
    .filter(
      (field) => field.type === 'multilineText' || (field.type === 'text' && field.pattern === undefined),
    )
    .flatMap(({ name }) => (fields[name] ? [[name, fields[name]] as const] : []));
  const words = searchWords({ number: '', title, fields: Object.fromEntries(free) });
  return new Map(
    words
      .filter((word) => word.length >= WORD_CHARS_MIN && /^\p{L}+$/u.test(word) && !COMMON.has(word))
      .map((word) => [word.slice(0, STEM_CHARS), word] as const),
  );
}

/** The share is of the shorter one: a customer who comes back says less than at first. */
function inCommon(
  one: ReadonlyMap<string, string>,
  other: ReadonlyMap<string, string>,
): { shared: string[]; share: number } {
  const shared = [...one].filter(([stem]) => other.has(stem)).map(([, word]) => word);
  const shorter = Math.min(one.size, other.size);
  return { shared, share: shorter === 0 ? 0 : shared.length / shorter };
}

export interface Duplicate {
  readonly case: Case;
  readonly likeness: Likeness;
}

/** The open cases that are likely about the same, the likest first, then the newest. */
export function likelyDuplicates(
  now: Matter,
  cases: readonly Case[],
  settings: Settings,
): readonly Duplicate[] {
  const { duplicateThreshold } = settings.creation;
  return cases
    .filter(({ status, erasedAt }) => status === 'active' && erasedAt === undefined)
    .map((one): Duplicate => ({ case: one, likeness: likeness(now, one, settings) }))
    .filter((one) => one.likeness.score >= duplicateThreshold)
    .sort(
      (a, b) =>
        b.likeness.score - a.likeness.score ||
        (a.case.openedAt < b.case.openedAt ? 1 : a.case.openedAt > b.case.openedAt ? -1 : 0),
    )
    .slice(0, DUPLICATES_MAX);
}
