/** The conversations that a run tries: past cases with what people vouched for, the rows of a sheet. */
import type { Case, CaseStatus } from '../../cases/case';
import type { FieldDefinition, FieldValue } from '../../cases/fields';
import type { SimulatedTurn, SimulationRow } from '../../cases/simulation';
import { LIST_MAX, type Store } from '../../cases/store';
import { turnsOfCase } from '../caseTurns';

export const SIMULATED_CASES_MAX = 100;
export const SHEET_ROWS_MAX = 5_000; // each is kept with the run

/** The newest cases, of one status or of any but merged. */
export async function newestCases(
  store: Pick<Store, 'list'>,
  count: number,
  status: CaseStatus | undefined,
): Promise<Case[]> {
  const query = { order: 'desc', limit: LIST_MAX } as const;
  const { items } = await store.list('cases', {
    ...(status === undefined
      ? { ...query, index: 'opened' }
      : { ...query, index: 'status', equals: [status], limit: count }),
  });
  return items.filter((one) => status !== undefined || one.status !== 'merged').slice(0, count);
}

/**
 * A past case as a row. Only what a person set or accepted is truth; what the agent, a rule or the channel put
 * there is nobody's word, so that filling it is neither right nor wrong.
 */
export async function rowOfCase(store: Pick<Store, 'get' | 'list'>, theCase: Case): Promise<SimulationRow> {
  const turns = await turnsOfCase(store, theCase, LIST_MAX);
  const fields: Record<string, FieldValue> = {};
  const unjudged: string[] = [];
  for (const [name, { value, provenance }] of Object.entries(theCase.fields)) {
    if (provenance.kind === 'human' || provenance.kind === 'confirmed') fields[name] = value;
    else unjudged.push(name);
  }
  return {
    id: theCase.number,
    turns: turns.map(({ from, text, at }) => ({ from, text, at })),
    fields,
    unjudged,
  };
}

export type Cells = readonly (readonly string[])[];

export type SheetRead =
  | { readonly ok: true; readonly rows: readonly SimulationRow[]; readonly unread: readonly string[] }
  | { readonly ok: false; readonly why: 'no-text' | 'no-field' | 'no-row' | 'too-many' };

/** A column `text`, perhaps one `id`, and a column a field: by its name or its label, in any case. No turn is longer than a real one. */
export function rowsOfSheet(
  [header = [], ...lines]: Cells,
  fields: readonly FieldDefinition[],
  textCharsMax: number,
): SheetRead {
  const named = header.map((words) => columnFor(words, fields));
  if (!named.includes('text')) return { ok: false, why: 'no-text' };
  const columns = named.map((name) => (name === undefined || RESERVED.has(name) ? undefined : name));
  const judged = new Set(columns);
  const unjudged = fields.map(({ name }) => name).filter((name) => !judged.has(name));
  if (unjudged.length === fields.length) return { ok: false, why: 'no-field' };
  const [text, id] = [named.indexOf('text'), named.indexOf('id')];
  const rows = lines.flatMap((cells, at): SimulationRow[] => {
    const said = cells[text]?.trim() ?? '';
    if (said === '') return [];
    const turns = turnsOf(said).map((turn) => ({ ...turn, text: turn.text.slice(0, textCharsMax) }));
    const truth = columns.flatMap((name, column) =>
      name === undefined ? [] : [[name, cells[column]] as const],
    );
    // The header is the first line: a row without an id is known by the line that a person finds it in.
    const rowId = cells[id]?.trim() || String(at + 2);
    return [{ id: rowId, turns, fields: Object.fromEntries(truth), unjudged }];
  });
  if (rows.length === 0) return { ok: false, why: 'no-row' };
  if (rows.length > SHEET_ROWS_MAX) return { ok: false, why: 'too-many' };
  const unread = header.filter((words, at) => words.trim() !== '' && named[at] === undefined);
  return { ok: true, rows, unread };
}

const RESERVED: ReadonlySet<string> = new Set(['text', 'id']);

function columnFor(words: string, fields: readonly FieldDefinition[]): string | undefined {
  const wanted = words.trim().toLowerCase();
  const is = (one: string): boolean => one.toLowerCase() === wanted;
  const field = fields.find(({ name }) => is(name)) ?? fields.find(({ label }) => is(label));
  return field?.name ?? (RESERVED.has(wanted) ? wanted : undefined);
}

const SPEAKER = /^\s*(customer|kunde|user|agent|bot|representative)\s*:\s*/i;

/** Text without speakers is the customer's, as one turn; a line without one goes on with what was said before. */
export function turnsOf(text: string): SimulatedTurn[] {
  const lines = text.split(/\r?\n/);
  if (!lines.some((line) => SPEAKER.test(line))) return [{ from: 'customer', text }];
  const turns: { from: 'customer' | 'agent'; text: string }[] = [];
  for (const line of lines) {
    const speaker = SPEAKER.exec(line)?.[1]?.toLowerCase();
    const last = turns.at(-1);
    if (speaker === undefined && last) last.text += `\n${line}`;
    else
      turns.push({
        from: ['agent', 'bot', 'representative'].includes(speaker ?? '') ? 'agent' : 'customer',
        text: line.replace(SPEAKER, ''),
      });
  }
  return turns.map((turn) => ({ ...turn, text: turn.text.trim() })).filter((turn) => turn.text !== '');
}
