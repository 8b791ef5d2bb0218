/** The running state: what of the conversation goes along with the next question. Bounded, so that no turn costs more than another. */
import type { PredictorMemory, PredictorTurn } from '../../cases/deciding/prediction';

export const MEMORY_NAME = 'openai';
export const MEMORY_VERSION = 1;

/** A customer's turn, its head as it was said: offsets stay those of the turn. */
export interface KeptTurn {
  readonly id: string;
  readonly seq: number;
  readonly at: string;
  readonly text: string;
}

export interface State {
  readonly turns: readonly KeptTurn[];
  /** The newest turn that the model has read; later ones were said while it could not be asked. */
  readonly readTo: number;
  /** What the customer was asked last. */
  readonly question: string;
  /** The fields that the kept turns were read for. */
  readonly readFor: readonly string[];
  /** The last question to the model failed: it is not asked again before the customer says more. */
  readonly failed: boolean;
}

export const EMPTY: State = { turns: [], readTo: 0, question: '', readFor: [], failed: false };

const TURNS_MAX = 6;
const READ_CHARS_MAX = 200; // a turn that was read stands for its evidence only
const UNREAD_CHARS_MAX = 700; // the newest too: a rule may want more fields of it within the same decision
const BYTES_MAX = 1_800; // beside the local predictor's memory, within the 8 KB of both
const QUESTION_CHARS_MAX = 200;
const FIELDS_MAX = 60;

/** The state once new turns have been said, unread. */
export function heard(state: State, turns: readonly PredictorTurn[]): State {
  const kept = [...state.turns];
  let { question } = state;
  for (const turn of turns) {
    if (turn.from === 'customer') kept.push({ id: turn.id, seq: turn.seq, at: turn.at, text: turn.text });
    else if (turn.text.trim() !== '') question = turn.text.slice(-QUESTION_CHARS_MAX);
  }
  return { ...state, turns: kept, question };
}

/** The state once the model has read everything for these fields. */
export function read(state: State, fields: readonly string[]): State {
  const readTo = Math.max(state.readTo, ...state.turns.map(({ seq }) => seq));
  const readFor = [...new Set([...state.readFor, ...fields])].slice(-FIELDS_MAX);
  return { ...state, readTo, readFor, failed: false };
}

export function unread(state: State): readonly KeptTurn[] {
  return state.turns.filter(({ seq }) => seq > state.readTo);
}

/** As it is stored: the oldest turns go first. */
export function writeState(state: State): PredictorMemory {
  const newest = state.turns.at(-1);
  let turns = state.turns.slice(-TURNS_MAX).map((turn) => {
    const most = turn === newest || turn.seq > state.readTo ? UNREAD_CHARS_MAX : READ_CHARS_MAX;
    return [turn.id, turn.seq, turn.at, turn.text.slice(0, most)];
  });
  const rest = {
    predictor: MEMORY_NAME,
    version: MEMORY_VERSION,
    readTo: state.readTo,
    question: state.question,
    readFor: state.readFor.join(','),
    ...(state.failed ? { failed: true } : {}),
  };
  while (turns.length > 0 && bytesOf({ ...rest, turns }) > BYTES_MAX) turns = turns.slice(1);
  return { ...rest, turns };
}

export function bytesOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value), 'utf8');
}

/** A stored state, or an empty one where it is missing, another's, of another version, or not what it should be. */
export function readState(stored: PredictorMemory | null | undefined): State {
  if (stored?.predictor !== MEMORY_NAME || stored.version !== MEMORY_VERSION) return EMPTY;
  const { turns, readTo, question, readFor, failed } = stored as Record<string, unknown>;
  if (!Array.isArray(turns) || typeof readTo !== 'number') return EMPTY;
  const kept = turns.map(unpack);
  return {
    turns: kept.filter((turn) => turn !== undefined),
    readTo,
    question: typeof question === 'string' ? question : '',
    readFor: typeof readFor === 'string' && readFor !== '' ? readFor.split(',') : [],
    failed: failed === true,
  };
}

function unpack(packed: unknown): KeptTurn | undefined {
  if (!Array.isArray(packed)) return undefined;
  const [id, seq, at, text] = packed as unknown[];
  const right =
    typeof id === 'string' && typeof seq === 'number' && typeof at === 'string' && typeof text === 'string';
  return right ? { id, seq, at, text } : undefined;
}
