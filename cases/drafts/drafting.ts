/** Writing drafts: what is known, the port that writes, and plain words where nobody does. Pure. */
import type { Case } from '../case';
import type { DraftAuthor, DraftKind } from './draft';
import { INTENT_FIELD, intentNamed } from '../resolution/intents';
import { findTemplate, namesMessage, type MailTemplate } from '../mail/templates';
import type { ModelUsage } from '../deciding/prediction';
import type { Settings } from '../settings';
import { draftingTexts, type DraftingTexts } from '../texts/drafting';
import type { Speaker } from '../conversation/turns';

/** One thing that was said, oldest first. */
export interface SaidLine {
  readonly from: Speaker;
  readonly text: string;
}

/** All that a draft may rest on: nothing else is true. */
export interface DraftRequest {
  readonly kind: DraftKind;
  /** The customer's: "en", "de". */
  readonly language: string;
  readonly channel: 'chat' | 'email';
  readonly caseNumber: string;
  readonly caseTitle: string;
  readonly companyName: string;
  readonly customerName?: string;
  /** Values of the case as people read them. */
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly said: readonly SaidLine[];
  /** What must be said, word for word: the questions, the solution, the resolution. */
  readonly material?: string;
  /** Of a follow-up: which, and of how many. */
  readonly number?: number;
  readonly of?: number;
  /** A template stands around the words: they have no greeting and no end of their own. */
  readonly framed: boolean;
  /** Of a resolution: its possible types. */
  readonly statusReasons?: readonly string[];
}

export interface DraftedWords {
  readonly text: string;
  readonly statusReason?: string;
  readonly remarks?: string;
  readonly writtenBy: DraftAuthor;
  /** What a model cost. */
  readonly usage?: ModelUsage;
}

export interface Drafter {
  /** Whether a model is asked, which takes its time. */
  readonly asksModel: boolean;
  /** Never rejects: where no model writes, the plain words stand. */
  draft(request: DraftRequest): Promise<DraftedWords>;
}

/** The author of words that are ours, of this program. */
export const PLAIN: DraftAuthor = { kind: 'template', name: '' };

/** Good plain words in the customer's language: they can go out as they are, and promise nothing. */
export function plainDraft(request: DraftRequest): DraftedWords {
  const words = draftingTexts(request.language);
  if (request.kind === 'resolution') return plainResolution(request, words);
  const body = plainBody(request, words);
  const greeting = words.greeting(request.customerName ?? '');
  const opens = request.kind !== 'question' || request.channel === 'email';
  const text = request.framed || !opens ? capital(body) : `${greeting}\n\n${body}`;
  return { text, writtenBy: PLAIN };
}

function plainBody(request: DraftRequest, words: DraftingTexts): string {
  const { kind, material = '', caseTitle, caseNumber } = request;
  const about = { matter: words.matter(caseTitle, caseNumber) };
  switch (kind) {
    case 'question': {
      const questions = material.split('\n').filter((line) => line.trim() !== '');
      if (questions.length < 2 && request.channel === 'chat') return words.question({ ...about, questions });
      return [words.questions(about), ...questions.map((line) => `- ${line.replace(/^-\s*/, '')}`)].join(
        '\n',
      );
    }
    case 'solution':
      return words.solution({ ...about, material });
    case 'follow-up':
      return [followUp(request, words), ...factLines(request, words)].join('\n\n');
    case 'reply':
      return asksSomething(request) ? words.replyToQuestion(about) : words.reply(about);
    default:
      return words.closing({ ...about, resolution: material });
  }
}

function followUp(
  { number = 1, of = number + 1, caseTitle, caseNumber }: DraftRequest,
  words: DraftingTexts,
): string {
  const about = { matter: words.matter(caseTitle, caseNumber) };
  if (number >= of) return words.lastFollowUp(about);
  return number > 1 ? words.nextFollowUp(about) : words.followUp(about);
}

function factLines({ facts }: DraftRequest, words: DraftingTexts): string[] {
  return facts.length === 0
    ? []
    : [words.facts(facts.map(({ label, value }) => `- ${label}: ${value}`).join('\n'))];
}

function asksSomething({ said }: DraftRequest): boolean {
  return /\?\s*$/.test(said.findLast(({ from }) => from === 'customer')?.text ?? '');
}

const LAST_WORDS_CHARS_MAX = 500;

/** What was told last, and what the customer said to it; the facts are for colleagues. */
function plainResolution(request: DraftRequest, words: DraftingTexts): DraftedWords {
  const { said, facts, statusReasons = [], caseTitle, caseNumber } = request;
  const matter = caseTitle === '' ? caseNumber : caseTitle;
  const last = (mine: boolean): string | undefined =>
    said.findLast(({ from }) => (from === 'customer') !== mine)?.text.slice(0, LAST_WORDS_CHARS_MAX);
  const told = request.material ?? last(true);
  const heard = said.at(-1)?.from === 'customer' ? last(false) : undefined;
  const lines = [
    matter,
    ...(told === undefined ? [] : [words.resolution.told(told)]),
    heard === undefined ? words.resolution.silent() : words.resolution.heard(heard),
  ];
  return {
    text: lines.join('\n'),
    statusReason: statusReasons[0],
    remarks: facts.map(({ label, value }) => `${label}: ${value}`).join('\n'),
    writtenBy: PLAIN,
  };
}

/** Behind a greeting a sentence goes on in small letters; alone it does not. */
function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The line of business of the case's intent; undefined while there is none. */
export function lineOfBusinessOf(
  { fields }: Pick<Case, 'fields'>,
  { resolution }: Settings,
): string | undefined {
  const name = fields[INTENT_FIELD]?.value;
  return intentNamed(resolution, name)?.lineOfBusiness;
}

/**
 * The template for what is sent about a case: the rule's own, else the one recommended for the line of business, else
 * the default one.
 */
export function templateFor(
  theCase: Pick<Case, 'fields'>,
  settings: Settings,
  ofRule: string | undefined,
): MailTemplate | undefined {
  const line = lineOfBusinessOf(theCase, settings);
  const recommended = settings.resolution.linesOfBusiness.find(({ name }) => name === line)?.template;
  const name = ofRule ?? recommended ?? settings.global.defaultTemplate;
  return name === undefined ? undefined : findTemplate(settings.templates, name, line);
}

/** Whether the template brings its own words, so that nothing is to be written. */
export function isWhole(template: MailTemplate | undefined): template is MailTemplate {
  return template !== undefined && !namesMessage(template);
}
