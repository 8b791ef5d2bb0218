/**
 * The customer's words as a classifier reads them: what the local predictor remembers, and before it what it has
 * forgotten, so that turn 1,000 still knows how the conversation began and costs what turn 10 did.
 */
import {
  PREDICTOR_MEMORY_BYTES_MAX,
  type PredictorMemory,
  type PredictorTurn,
} from '../../cases/deciding/prediction';
import { readMemory } from '../local/memory';

/** A slice of a customer's turn. */
export interface Piece {
  readonly turn: string;
  readonly seq: number;
  /** Where the slice begins in the turn. */
  readonly start: number;
  readonly text: string;
}

const FORGOTTEN_BYTES_MAX = 1_500; // some 250 words: the beginning of a long conversation, or the rest of a long mail

/** Everything that is remembered, in the order in which it was said. */
export function piecesOf(memory: PredictorMemory | null): Piece[] {
  return [...forgottenOf(memory), ...keptOf(memory)].sort((a, b) => a.seq - b.seq || a.start - b.start);
}

/** As a classifier was trained to read it: one turn a line. */
export function textOf(pieces: readonly Piece[]): string {
  return pieces.map(({ text }) => text).join('\n');
}

/** The local predictor's new memory with, beside it, what it has forgotten since the one before; never over its bound. */
export function rememberForgotten(
  before: PredictorMemory | null,
  newTurns: readonly PredictorTurn[],
  after: PredictorMemory,
): PredictorMemory {
  const kept = new Map(keptOf(after).map(({ turn, text }) => [turn, text.length]));
  const said = newTurns.filter(({ from }) => from === 'customer').map((turn) => pieceOf(turn));
  const lost = [...keptOf(before), ...said].flatMap((piece): Piece[] => {
    const length = kept.get(piece.turn) ?? 0;
    return length >= piece.text.length ? [] : [{ ...piece, start: length, text: piece.text.slice(length) }];
  });
  return written(after, [...forgottenOf(before), ...lost]);
}

function pieceOf({ id, seq, text }: Pick<PredictorTurn, 'id' | 'seq' | 'text'>): Piece {
  return { turn: id, seq, start: 0, text };
}

function keptOf(memory: PredictorMemory | null): Piece[] {
  return readMemory(memory).turns.map((turn) => pieceOf(turn));
}

/** The earliest words stay: what a conversation is about is said early. */
function written(local: PredictorMemory, pieces: readonly Piece[]): PredictorMemory {
  const bytesMax = Math.min(FORGOTTEN_BYTES_MAX, PREDICTOR_MEMORY_BYTES_MAX - bytesOf(local));
  const packed: unknown[] = [];
  let bytes = '"forgotten":[],'.length;
  for (const { turn, seq, start, text } of pieces) {
    const one = [turn, seq, start, fitting(text, bytesMax - bytes - bytesOf([turn, seq, start, '']))];
    if (one[3] === '') break;
    packed.push(one);
    bytes += bytesOf(one) + 1;
  }
  return packed.length === 0 ? local : { ...local, forgotten: packed };
}

/** The head of a text that takes no more bytes than this as JSON, cut between words. */
function fitting(text: string, bytesMax: number): string {
  let head = text.slice(0, Math.max(0, bytesMax));
  while (head !== '' && bytesOf(head) - '""'.length > bytesMax) head = head.slice(0, head.length >> 1);
  if (head.length === text.length) return head;
  const cut = head.search(/\s\S*$/u);
  return cut === -1 ? '' : head.slice(0, cut);
}

function bytesOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value), 'utf8');
}

function forgottenOf(memory: PredictorMemory | null): Piece[] {
  const packed: unknown = memory?.['forgotten'];
  if (!Array.isArray(packed)) return [];
  return packed.flatMap((one: unknown): Piece[] => {
    if (!Array.isArray(one)) return [];
    const [turn, seq, start, text] = one as unknown[];
    const whole =
      typeof turn === 'string' &&
      typeof seq === 'number' &&
      typeof start === 'number' &&
      typeof text === 'string';
    return whole ? [{ turn, seq, start, text }] : [];
  });
}
