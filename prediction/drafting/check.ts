/**
 * A model's words are a stranger's: what may go out names no link, address or number that is not there already, promises
 * nothing that the desk has not, and carries no markup.
 */
import { z } from 'zod/v4';
import type { DraftRequest } from '../../cases/drafts/drafting';
import { visible } from '../openai/locate';

export const DRAFT_FAULTS = [
  'unreadable',
  'empty',
  'too-long',
  'markup',
  'link',
  'address',
  'number',
  'promise',
  'material',
  'status-reason',
] as const;
export type DraftFault = (typeof DRAFT_FAULTS)[number];

const TEXT_CHARS_MAX = 4_000;

const answer = z.object({
  text: z.string(),
  statusReason: z.string().optional(),
  remarks: z.string().optional(),
});

export type ModelWords = z.infer<typeof answer>;

export type Checked =
  { readonly ok: true; readonly words: ModelWords } | { readonly ok: false; readonly fault: DraftFault };

export function checkDraft(raw: string, request: DraftRequest): Checked {
  const words = parsed(raw);
  const fault = words === undefined ? 'unreadable' : faultOf(words, request);
  return words !== undefined && fault === undefined
    ? { ok: true, words }
    : { ok: false, fault: fault ?? 'unreadable' };
}

function parsed(raw: string): ModelWords | undefined {
  try {
    const read = answer.safeParse(JSON.parse(raw));
    if (!read.success) return undefined;
    const { text, statusReason, remarks } = read.data;
    return { text: visible(text).trim(), statusReason, remarks: remarks && visible(remarks).trim() };
  } catch {
    return undefined;
  }
}

function faultOf(
  { text, statusReason, remarks = '' }: ModelWords,
  request: DraftRequest,
): DraftFault | undefined {
  const all = `${text}\n${remarks}`;
  const ours = oursOf(request);
  if (text.trim() === '') return 'empty';
  if (all.length > TEXT_CHARS_MAX) return 'too-long';
  if (MARKUP.test(all)) return 'markup';
  if (anyBut(all, ADDRESS, ours)) return 'address';
  if (anyBut(all, LINK, ours)) return 'link';
  if (strangeNumber(all, request)) return 'number';
  if (request.kind !== 'resolution' && promises(text, ours)) return 'promise';
  if (!hasMaterial(text, request)) return 'material';
  if (request.kind === 'resolution' && !request.statusReasons?.includes(statusReason ?? ''))
    return 'status-reason';
  return undefined;
}

const MARKUP = /<\/?[a-z][^>]*>|\]\(|\{\{|```/i;
const ADDRESS = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}.-]+/gu;
/** With or without a scheme: clients make links of both. */
const LINK =
  /\b[a-z][a-z0-9+.-]*:\/\/\S+|\bwww\.\S+|\b(?:[\p{L}\p{N}-]+\.)+(?:[a-z]{2,24})(?:\/\S*)?(?![\p{L}\p{N}])/giu;

/** What the desk itself has said or written: links, addresses and promises may only come from there. */
function oursOf({ said, material = '', companyName }: DraftRequest): string {
  const desk = said.filter(({ from }) => from !== 'customer').map(({ text }) => text);
  return [...desk, material, companyName].join('\n').toLowerCase();
}

function anyBut(text: string, pattern: RegExp, allowed: string): boolean {
  return [...text.matchAll(pattern)].some(
    ([found]) => !allowed.includes(found.toLowerCase().replace(/[.,;:!?)]+$/, '')),
  );
}

/** Numbers, however they are grouped; the numbering of a list is none. */
function strangeNumber(text: string, request: DraftRequest): boolean {
  const known = new Set(numbersIn(allOf(request)));
  return numbersIn(text.replace(/^\s*\d{1,2}[.)]\s/gm, '')).some((number) => !known.has(number));
}

function allOf({
  said,
  material = '',
  facts,
  caseNumber,
  caseTitle,
  number,
  of,
  companyName,
}: DraftRequest): string {
  return [
    ...said.map(({ text }) => text),
    ...facts.map(({ value }) => value),
    ...[material, caseNumber, caseTitle, companyName, String(number ?? ''), String(of ?? '')],
  ].join('\n');
}

function numbersIn(text: string): string[] {
  return (text.match(/\d+(?:[.,:/ -]?\d+)*/g) ?? []).flatMap((run) => {
    const parts = run.split(/\D+/);
    return [...parts, parts.join('')].filter((one, at, all) => all.indexOf(one) === at && at < parts.length);
  });
}

/** Stems of what only a person can grant; the customer's own wish for it grants nothing. */
const PROMISES = [
  /\brefund/i,
  /\breimburs/i,
  /\bcompensat/i,
  /\bvoucher/i,
  /\bdiscount/i,
  /\bfree of charge\b/i,
  /\bguarante/i,
  /\bpromis/i,
  /\b(?:we|i)(?:'ll| will| shall| are going to) (?:call|send|ship|replace|repair|exchange|visit|come)/i,
  /\btechnician\b/i,
  /\btomorrow\b/i,
  /\berstatt/i,
  /\bentschädig/i,
  /\bgutsch(?:ein|rift)/i,
  /\brabatt/i,
  /\bkostenlos/i,
  /\bkostenfrei/i,
  /\bgaranti/i,
  /\bversprech/i,
  /\b(?:wir|ich) (?:rufen|rufe|schicken|schicke|senden|sende|ersetzen|tauschen|reparieren|kommen)\b/i,
  /\b(?:wir|ich) werden? .{0,60}\b(?:anrufen|schicken|senden|ersetzen|austauschen|tauschen|reparieren|zurückrufen)\b/i,
  /\btechniker/i,
  /\bmorgen\b/i,
];

function promises(text: string, ours: string): boolean {
  const spoken = text.replace(/\bguten morgen\b/gi, '');
  return PROMISES.some((stem) => stem.test(spoken) && !stem.test(ours));
}

/** Word for word, however its lines are broken. Questions may be put in other words. */
function hasMaterial(text: string, { kind, material }: DraftRequest): boolean {
  if (material === undefined || (kind !== 'solution' && kind !== 'closing')) return true;
  return flat(text).includes(flat(material));
}

const flat = (text: string): string => text.replace(/\s+/g, ' ').trim().toLowerCase();
