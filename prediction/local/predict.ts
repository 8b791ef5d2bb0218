/** One round: what is remembered and what is new goes in, values with their evidence come out. */
import type { FieldDefinition } from '../../cases/fields';
import type {
  Prediction,
  PredictionRequest,
  PredictionResult,
  PredictorTurn,
} from '../../cases/deciding/prediction';
import type { Evidence } from './certainty';
import { predictChoices } from './choices';
import { profileOf, type FieldProfile } from './fieldProfile';
import type { Hearings } from './hearings';
import { countLanguage, guessLanguage } from './language';
import { fieldSetOf } from './matching';
import { readMemory, remember, writeMemory, type KeptTurn, type Memory } from './memory';
import { hearOffers, type Offer } from './offers';
import { isAsking, questionOf } from './questions';
import { readTurn } from './readTurn';
import type { ReadingSetting } from './scene';
import { Drafts } from './drafts';

/** Predicts the wanted fields; reads new turns for all of them, kept ones only for fields that they were not read for. */
export function predictLocally(request: PredictionRequest): PredictionResult {
  return predictWithEvidence(request).result;
}

/** The same, with what the certainty of each value is measured by: for the command that measures it. */
export function predictWithEvidence(request: PredictionRequest): {
  result: PredictionResult;
  evidence: ReadonlyMap<string, Evidence>;
} {
  const memory = readMemory(request.memory);
  const profiles = request.fields.filter(fromCustomer).map(profileOf);
  const kept = [...memory.turns];
  const fresh: FreshTurn[] = [];
  const offers: Offer[] = [];
  for (const turn of request.newTurns) {
    const taken = take(memory, turn);
    if (taken === undefined) offers.push({ id: turn.id, text: turn.text, offset: 0 });
    else fresh.push({ turn, ...taken, offers: offers.splice(0) });
  }
  const language = guessLanguage(memory.language, request.locale);
  const setting: ReadingSetting = { timeZone: request.timeZone, region: request.region, language };
  const drafts = new Drafts(request.known);
  const late = profiles.filter(({ field }) => !memory.readFor.has(field.name));
  const reading = { all: profiles, drafts, hearings: memory.hearings, setting };
  readKept(kept, late, reading);
  const set = fieldSetOf(profiles);
  for (const { turn, kept: taken, standing, offers: said } of fresh) {
    const { id, seq, at, text } = turn;
    const reads = { id, seq, at, text, question: taken.question, standing };
    readTurn(reads, profiles, set, drafts, memory.hearings, setting);
    hearOffers(said.length > 0 ? said : askedBefore(taken), turn, profiles, set, memory.hearings);
  }
  const choices = predictChoices(profiles, request.known, memory, drafts);
  for (const { field } of profiles) memory.readFor.add(field.name);
  const predictions = [...drafts.predictions(), ...choices];
  return { result: { predictions, memory: writeMemory(memory), language }, evidence: drafts.evidence() };
}

/** A customer's turn, with what the other side said before it. */
interface FreshTurn {
  readonly turn: PredictorTurn;
  readonly kept: KeptTurn;
  /** The question was asked of an earlier turn already. */
  readonly standing: boolean;
  readonly offers: readonly Offer[];
}

function fromCustomer(field: FieldDefinition): boolean {
  return field.setBy.includes('customer');
}

/** Brings a turn into the memory, in order: a question is the one that stood when the customer answered. */
function take(memory: Memory, turn: PredictorTurn): { kept: KeptTurn; standing: boolean } | undefined {
  countLanguage(turn.text, memory.language);
  const kept = remember(memory, turn);
  const before = memory.turns.at(-2)?.question;
  if (kept !== undefined)
    return { kept, standing: before !== undefined && before.turn === kept.question?.turn };
  if (isAsking(turn)) memory.question = questionOf(turn);
  else if (!isNod(turn.text) && memory.turns.at(-1)?.question?.turn === memory.question?.turn)
    memory.question = undefined; // answered, and nothing new is asked
  return undefined;
}

const NOD_WORDS_MAX = 4;

/** "Sure.", "Take your time": the question before it still stands. */
function isNod(text: string): boolean {
  return text.trim().split(/\s+/).length <= NOD_WORDS_MAX;
}

interface Reading {
  readonly all: readonly FieldProfile[];
  readonly drafts: Drafts;
  readonly hearings: Hearings;
  readonly setting: ReadingSetting;
}

function readKept(kept: readonly KeptTurn[], late: readonly FieldProfile[], reading: Reading): void {
  if (late.length === 0 || kept.length === 0) return;
  const { all, drafts, hearings, setting } = reading;
  const set = fieldSetOf(all);
  const only = new Set(late);
  for (const turn of kept) {
    readTurn(turn, all, set, drafts, hearings, setting, only);
    hearOffers(askedBefore(turn), turn, late, set, hearings);
  }
}

/** What is kept of the other side's words: its question. */
function askedBefore({ question }: KeptTurn): Offer[] {
  if (question === undefined || question.turn === '') return [];
  return [{ id: question.turn, text: question.text, offset: question.offset }];
}

export type { Prediction };
