/** Ways into a rendered card, for tests. */
import * as AC from 'adaptivecards';
import type { AdaptiveCard } from '../../cards';

/** Every object in the JSON, from the outside in. */
export function objectsIn(json: unknown): Record<string, unknown>[] {
  if (Array.isArray(json)) return json.flatMap(objectsIn);
  if (typeof json !== 'object' || json === null) return [];
  const own = json as Record<string, unknown>;
  return [own, ...Object.values(own).flatMap(objectsIn)];
}

/** The buttons, taps included; each once, without its fallback. */
export function buttonsOf(card: AdaptiveCard): Record<string, unknown>[] {
  const all = objectsIn(card).filter(({ type }) => String(type).startsWith('Action.'));
  const fallbacks = new Set(all.map((action) => action['fallback']));
  return all.filter((action) => !fallbacks.has(action));
}

export function inputsOf(card: AdaptiveCard): Record<string, unknown>[] {
  return objectsIn(card).filter(({ type }) => String(type).startsWith('Input.'));
}

/** All words that a reader sees without Markdown. */
export function runsOf(card: AdaptiveCard): string[] {
  return objectsIn(card)
    .filter(({ type }) => type === 'TextRun')
    .map(({ text }) => String(text));
}

const [MAJOR, SUBMIT_MINOR, UNIVERSAL_MINOR] = [1, 3, 5];

/** What the official parser has against the card, and against it with each fallback in place, at its own version. */
export function faultsOf(card: AdaptiveCard): string[] {
  const fallbacks = objectsIn(card).flatMap(({ fallback }) => (fallback === undefined ? [] : [fallback]));
  const old = { ...card, body: [], actions: fallbacks };
  return [...parserFaults(card), ...parserFaults(old)];
}

function parserFaults(card: object & { version: string }): string[] {
  const version = new AC.Version(MAJOR, card.version === '1.5' ? UNIVERSAL_MINOR : SUBMIT_MINOR);
  const context = new AC.SerializationContext(version);
  const parsed = new AC.AdaptiveCard();
  parsed.version = version;
  // The parser checks `lang` by a pattern that keeps its place, and refuses every second right one.
  parsed.parse(JSON.parse(JSON.stringify({ ...card, lang: undefined })), context);
  const events = Array.from({ length: context.eventCount }, (_, index) => context.getEventAt(index).message);
  const known = new Set(leavesOf(parsed.toJSON(context)));
  const lost = leavesOf(card).filter(
    (leaf) => !known.has(leaf) && !UNWRITTEN.some((part) => leaf.includes(part)),
  );
  return [...events, ...lost.map((leaf) => `not kept: ${leaf}`)];
}

/** What the parser knows and does not write: defaults, and fallbacks that it had no need of. */
const UNWRITTEN = [
  '.fallback.',
  '.lang=',
  '.$schema=',
  '.style="compact"',
  '.valueOn="true"',
  '.valueOff="false"',
];

/** "path=value" of everything in the JSON; names of looks in small letters, since both spellings are right. */
function leavesOf(json: unknown, path = ''): string[] {
  if (Array.isArray(json)) return json.flatMap((one, index) => leavesOf(one, `${path}[${index}]`));
  if (typeof json === 'object' && json !== null)
    return Object.entries(json).flatMap(([key, value]) => leavesOf(value, `${path}.${key}`));
  const loose =
    /\.(size|weight|color|spacing|style|associatedInputs|mode|verticalContentAlignment|width)$/.test(path);
  return [`${path}=${loose ? JSON.stringify(json).toLowerCase() : JSON.stringify(json)}`];
}
