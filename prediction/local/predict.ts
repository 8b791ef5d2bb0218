/** One round: what is remembered and what is new goes in, values with their evidence come out. */
import type { FieldDefinition } from '../../cases/fields';
import type { Prediction, PredictionRequest, PredictionResult, PredictorTurn } from '../../cases/prediction';
import type { Evidence } from './certainty';
import { predictChoices } from './choices';
import { profileOf, type FieldProfile } from './fieldProfile';
import { countLanguage, guessLanguage } from './language';
import { fieldSetOf } from './matching';
import { readMemory, remember, writeMemory, type KeptTurn, type Memory } from './memory';
import { isAsking, questionOf } from './questions';
import { readTurn, type ReadingSetting } from './readTurn';
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
  for (const turn of request.newTurns) take(memory, turn, fresh);
  const language = guessLanguage(memory.language, request.locale);
  const setting: ReadingSetting = { timeZone: request.timeZone, region: request.region, language };
  const drafts = new Drafts(request.known);
  const late = profiles.filter(({ field }) => !memory.readFor.has(field.name));
  readKept(kept, late, profiles, drafts, setting);
  const set = fieldSetOf(profiles);
  for (const {
    turn: { id, at, text },
    kept: { question },
    standing,
  } of fresh)
    readTurn({ id, at, text, question, standing }, profiles, set, drafts, setting);
  const choices = predictChoices(profiles, request.known, memory, drafts);
  for (const { field } of profiles) memory.readFor.add(field.name);
  const predictions = [...drafts.predictions(), ...choices];
  return { result: { predictions, memory: writeMemory(memory), language }, evidence: drafts.evidence() };
}

function fromCustomer(field: FieldDefinition): boolean {
  return field.setBy.includes('customer');
}

interface FreshTurn {
  readonly turn: PredictorTurn;
  readonly kept: KeptTurn;
  readonly standing: boolean;
}

/** Brings a turn into the memory, in order: a question is the one that stood when the customer answered. */
function take(memory: Memory, turn: PredictorTurn, fresh: FreshTurn[]): void {
  countLanguage(turn.text, memory.language);
  const kept = remember(memory, turn);
  const before = memory.turns.at(-2)?.question;
  const standing = before !== undefined && before.turn === kept?.question?.turn;
  if (kept !== undefined) fresh.push({ turn, kept, standing });
  else if (isAsking(turn)) memory.question = questionOf(turn);
  else if (!isNod(turn.text) && memory.turns.at(-1)?.question?.turn === memory.question?.turn)
    memory.question = undefined; // answered, and nothing new is asked
}

const NOD_WORDS_MAX = 4;

/** "Sure.", "Take your time": the question before it still stands. */
function isNod(text: string): boolean {
  return text.trim().split(/\s+/).length <= NOD_WORDS_MAX;
}

function readKept(
  kept: readonly KeptTurn[],
  late: readonly FieldProfile[],
  all: readonly FieldProfile[],
  drafts: Drafts,
  setting: ReadingSetting,
): void {
  if (late.length === 0 || kept.length === 0) return;
  const set = fieldSetOf(all);
  const only = new Set(late);
  for (const turn of kept) readTurn(turn, all, set, drafts, setting, only);
}

export type { Prediction };
