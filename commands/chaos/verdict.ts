/** What a run must leave: everything acknowledged is there, one case each, every effect, none twice. */
import { caseIdOf } from '../../cases/case';
import { caseEffectId } from '../../cases/effects';
import type { StoreReader } from '../../cases/store';
import type { Turn } from '../../cases/conversation/turns';
import { checkCase, checkConversation, turnsOf } from '../store/check';
import type { ChatActivity, Customer } from './customers';
import type { Arrival } from './sink';

export interface Faults {
  /** In words, each with its conversation. */
  readonly lost: string[];
  readonly doubledCases: string[];
  readonly missingEffects: string[];
  readonly doubledEffects: string[];
  readonly broken: string[];
}

export const noFaults = (): Faults => ({
  lost: [],
  doubledCases: [],
  missingEffects: [],
  doubledEffects: [],
  broken: [],
});

/** Every message that was acknowledged is in the inbox or among the turns, once. */
export async function checkAcknowledged(
  reader: StoreReader,
  customers: readonly Customer[],
  faults: Faults,
): Promise<void> {
  for (const customer of customers) {
    const acknowledged = customer.says.filter((said) => said.acknowledged);
    if (acknowledged.length === 0) continue;
    const conversation = await reader.get('conversations', customer.id);
    const inbox = conversation?.inbox.flatMap((entry) => (entry.kind === 'turn' ? [entry.text] : [])) ?? [];
    const turns = (await turnsOf(reader, customer.id)).filter((turn) => turn.from === 'customer');
    const there = new Set([...inbox, ...turns.map((turn) => turn.text)]);
    for (const { text } of acknowledged) if (!there.has(text)) faults.lost.push(`${customer.id}: "${text}"`);
  }
}

/** Once everything that was said has been decided: the outcome of each conversation. */
export async function checkOutcome(
  reader: StoreReader,
  customers: readonly Customer[],
  representatives: readonly string[],
  faults: Faults,
): Promise<void> {
  await checkAcknowledged(reader, customers, faults);
  const shown = new Set<string>();
  for (const one of representatives)
    for (const turn of await turnsOf(reader, one)) if (turn.effectId) shown.add(`${one} ${turn.effectId}`);
  for (const customer of customers) {
    await checkCases(reader, customer, faults);
    const findings = [
      ...(await checkConversation(reader, customer.id)),
      ...(await checkCase(reader, caseIdOf(customer.id, 1))),
    ];
    faults.broken.push(...findings.map(({ where, words }) => `${where}: ${words}`));
    await checkCards(reader, customer, { representatives, shown }, faults);
  }
}

async function checkCases(reader: StoreReader, customer: Customer, faults: Faults): Promise<void> {
  const { id, values } = customer;
  const theCase = await reader.get('cases', caseIdOf(id, 1));
  if (!theCase) return void faults.missingEffects.push(`${id}: no case was opened`);
  if (await reader.get('cases', caseIdOf(id, 2))) faults.doubledCases.push(id);
  for (const [field, value] of Object.entries(values)) {
    const entry = theCase.fields[field];
    if (entry?.value !== value)
      faults.missingEffects.push(`${id}: ${field} is ${String(entry?.value)} and was said to be ${value}`);
    for (const quote of entry?.provenance.quotes ?? []) {
      const turn = await reader.get('turns', quote.turn);
      if (!turn?.text.slice(quote.start, quote.end).includes(value))
        faults.broken.push(`${id}: ${field} quotes words that do not say it`);
    }
  }
  const told = (await turnsOf(reader, id)).filter(
    (turn) => turn.effectId && turn.text.includes(theCase.number),
  );
  if (told.length !== 1)
    faults.missingEffects.push(`${id}: the customer was told the number ${told.length} times`);
}

/** Each representative is shown the case when it opens, and each change of it. */
async function checkCards(
  reader: StoreReader,
  { id }: Customer,
  cards: { readonly representatives: readonly string[]; readonly shown: ReadonlySet<string> },
  faults: Faults,
): Promise<void> {
  const caseId = caseIdOf(id, 1);
  const { items } = await reader.list('audit', { index: 'case', equals: [caseId], limit: 200 });
  const versions = new Set(
    items.filter(({ byKind }) => byKind === 'agent').map((entry) => entry.caseVersion),
  );
  for (const version of versions) {
    for (const [index, one] of cards.representatives.entries()) {
      const prefix = `${one} ${caseEffectId(caseId, version, index)}`;
      const has =
        version === 1
          ? cards.shown.has(prefix)
          : [...anyIndex(one, caseId, version)].some((key) => cards.shown.has(key));
      if (!has) faults.missingEffects.push(`${caseId}: version ${version} was not shown to ${one}`);
    }
  }
}

const SAYINGS_MAX = 20;

function anyIndex(representative: string, caseId: string, version: number): string[] {
  return Array.from(
    { length: SAYINGS_MAX },
    (_, index) => `${representative} ${caseEffectId(caseId, version, index)}`,
  );
}

/** Each effect that the store notes as sent arrived, and what arrived is in the store. */
export function checkArrivals(
  conversation: string,
  turns: readonly Turn[],
  arrivals: readonly Arrival[],
  faults: Faults,
): void {
  const arrived = new Map(arrivals.map((one) => [one.effectId, one.text]));
  const sent = new Map(turns.flatMap((turn) => (turn.effectId ? [[turn.effectId, turn] as const] : [])));
  for (const [effectId, turn] of sent) {
    if (turn.problem !== undefined) faults.broken.push(`${conversation}: ${effectId} has ${turn.problem}`);
    else if (!arrived.has(effectId)) faults.missingEffects.push(`${conversation}: ${effectId} never arrived`);
    else if (turn.text !== '' && arrived.get(effectId) !== turn.text)
      faults.broken.push(`${conversation}: ${effectId} arrived with other words`);
  }
  for (const effectId of arrived.keys())
    if (!sent.has(effectId)) faults.doubledEffects.push(`${conversation}: nobody knows of ${effectId}`);
}

/** A client of the local Direct Line sees what the store holds, each once. */
export function checkTranscript(
  conversation: string,
  turns: readonly Turn[],
  read: readonly ChatActivity[],
  faults: Faults,
): void {
  const ids = read.map(({ id }) => id);
  if (new Set(ids).size !== ids.length) faults.doubledEffects.push(`${conversation}: an activity came twice`);
  const heard = read.filter(({ from }) => from.role === 'bot').length;
  const said = turns.filter((turn) => turn.effectId !== undefined).length;
  if (heard < said)
    faults.missingEffects.push(`${conversation}: ${heard} of ${said} replies are there to read`);
  if (heard > said) faults.doubledEffects.push(`${conversation}: ${heard} replies where ${said} were made`);
}
