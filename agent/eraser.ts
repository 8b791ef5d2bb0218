/** Erases single things of one person's: a conversation, a case, what is known by an address, a contact. */
import { erasedAudit, erasedCase } from '../cases/erasedCase';
import type { Turn } from '../cases/conversation/turns';
import { AT_WORK, erasedConversation, erasedTurn, forgottenElsewhere, isErased } from '../cases/erasing';
import { changed, LIST_MAX, refused, unchanged, type Page, type Query, type Store } from '../cases/store';
import { unlearned, type TrainingRow } from '../cases/training';
import type { Log, SettingsSource } from './context';
import { EMAIL } from './mail/incoming';
import { removeMailsOf, removeMailsWith } from './mail/removing';

export interface EraseContext {
  readonly store: Store;
  readonly settings: SettingsSource;
  readonly clock: () => string;
  readonly log: Pick<Log, 'error'>;
}

const NOT_A_CUSTOMERS = 'not-a-customers';

/** Each can be done again; `removed` counts the documents that it took away. */
export class Eraser {
  removed = 0;

  constructor(private readonly context: EraseContext) {}

  /** Whether all of it is erased: not while its moves wait. Later passes leave alone what was said since. */
  async conversation(id: string, first: boolean): Promise<boolean> {
    const { store } = this.context;
    const result = await store.update('conversations', id, (found) => {
      if (found.role !== 'customer') return refused(NOT_A_CUSTOMERS);
      return !first || isErased(found) ? unchanged : erasedConversation(found);
    });
    if (result.is === 'missing') return true;
    if (result.is === 'refused') return result.reason !== AT_WORK;
    await this.turns(id, result.doc.erasedUpTo ?? 0);
    const ofItsCases = { gte: `${id}~`, lt: `${id}\u007f` }; // "~" is what follows it in a case's id
    await this.shownElsewhere(id, { range: ofItsCases });
    await this.interactions({ range: ofItsCases });
    const upTo = { seq: result.doc.erasedUpTo ?? 0, now: this.context.clock() };
    this.removed += await removeMailsOf(store, id, upTo);
    return true;
  }

  private async turns(conversationId: string, upTo: number): Promise<void> {
    const { store } = this.context;
    const query = { index: 'conversation', equals: [conversationId], range: { lte: upTo } } as const;
    await everyItem(
      (after) => store.list('turns', { ...query, limit: LIST_MAX, after }),
      async ({ _id }) => this.count(await store.remove('turns', _id)),
    );
  }

  /**
   * What was shown or relayed of it in other conversations carries an effect's id that begins with its own; what was
   * written or clicked there names the case.
   */
  private async shownElsewhere(id: string, ofCase: Pick<Query<'turns'>, 'equals' | 'range'>): Promise<void> {
    const { store } = this.context;
    const there = new Map<string, Set<number>>();
    const erase = async ({ _id, conversationId, seq }: Turn): Promise<void> => {
      if (conversationId === id) return;
      await store.update('turns', _id, erasedTurn);
      there.set(conversationId, (there.get(conversationId) ?? new Set()).add(seq));
    };
    const range = { gte: `${id}/`, lt: `${id}0` }; // "0" is what follows "/"
    const limit = LIST_MAX;
    await everyItem((after) => store.list('turns', { index: 'effect', range, limit, after }), erase);
    await everyItem((after) => store.list('turns', { index: 'case', ...ofCase, limit, after }), erase);
    const isOurs = (effectId: string): boolean => effectId.startsWith(`${id}/`);
    for (const [conversation, seqs] of there)
      await store.update('conversations', conversation, (found) => forgottenElsewhere(found, seqs, isOurs));
  }

  /** With the younger ones that were merged into it: they have no time of closing of their own. */
  async caseAndMerged(id: string): Promise<void> {
    const { store } = this.context;
    await everyItem(
      (after) => store.list('audit', { index: 'case', equals: [id], limit: LIST_MAX, after }),
      async ({ what }) => {
        if (what.kind === 'absorbed') await this.caseAndMerged(what.caseId);
      },
    );
    await this.case(id);
  }

  async case(id: string): Promise<void> {
    const { store, clock } = this.context;
    const { settings } = await this.context.settings.current();
    await store.update('cases', id, (found) => erasedCase(found, settings, clock()));
    const of = { equals: [id], limit: LIST_MAX } as const;
    await everyItem(
      (after) => store.list('audit', { index: 'case', ...of, after }),
      async ({ _id }) => void (await store.update('audit', _id, (found) => erasedAudit(found, settings))),
    );
    await this.shownElsewhere(id, { equals: [id] });
    await this.learnedFrom(id);
  }

  /** Of a case that stays: what was learned from it, and the cards that showed it, which are not to be told apart by whose words they hold. */
  async learnedAndShown(id: string): Promise<void> {
    const { store } = this.context;
    await this.learnedFrom(id);
    await everyItem(
      (after) => store.list('turns', { index: 'case', equals: [id], limit: LIST_MAX, after }),
      async ({ _id, card }) => {
        if (card !== undefined) await store.update('turns', _id, erasedTurn);
      },
    );
  }

  private async learnedFrom(id: string): Promise<void> {
    const { store } = this.context;
    await this.lessons(id);
    await this.interactions({ equals: [id] });
    await everyItem(
      (after) => store.list('simulationCases', { index: 'case', equals: [id], limit: LIST_MAX, after }),
      async ({ _id }) => this.count(await store.remove('simulationCases', _id)),
    );
  }

  /**
   * What it taught. The models of those fields are to be trained anew: noted before, since nothing tells which they are
   * once the rows are gone, and after, since one that was begun in between may have read them.
   */
  private async lessons(caseId: string): Promise<void> {
    const { store, clock } = this.context;
    const rows: TrainingRow[] = [];
    await everyItem(
      (after) => store.list('training', { index: 'case', equals: [caseId], limit: LIST_MAX, after }),
      async (row) => void rows.push(row),
    );
    const unlearn = async (): Promise<void> => {
      for (const field of new Set(rows.map((row) => row.field)))
        await store.update('models', field, (found) => changed(unlearned(found, clock())));
    };
    await unlearn();
    for (const { _id } of rows) this.count(await store.remove('training', _id));
    await unlearn();
  }

  private async interactions(which: Pick<Query<'interactions'>, 'equals' | 'range'>): Promise<void> {
    const { store } = this.context;
    await everyItem(
      (after) => store.list('interactions', { index: 'case', ...which, limit: LIST_MAX, after }),
      async ({ _id }) => this.count(await store.remove('interactions', _id)),
    );
  }

  /** Whether nothing of it is left: not while a mail is being worked on. */
  async address(address: string): Promise<boolean> {
    const { store } = this.context;
    const { removed, whole } = await removeMailsWith(store, address, this.context.clock());
    this.removed += removed;
    this.count(await store.remove('correspondents', address));
    return whole;
  }

  /** A contact that nothing refers to any more: there are no mails left to look for. */
  async contactAndAddresses(id: string): Promise<void> {
    const { store } = this.context;
    for (const address of await addressesOf(store, id))
      this.count(await store.remove('correspondents', address));
    await this.contact(id);
  }

  async contact(id: string): Promise<void> {
    const { store } = this.context;
    await everyItem(
      (after) => store.list('identities', { index: 'contact', equals: [id], limit: LIST_MAX, after }),
      async ({ _id }) => this.count(await store.remove('identities', _id)),
    );
    this.count(await store.remove('contacts', id));
  }

  private count(removed: 'removed' | 'missing'): void {
    if (removed === 'removed') this.removed += 1;
  }
}

/** The mail addresses that a contact is known by. */
export async function addressesOf(store: Store, contactId: string): Promise<Set<string>> {
  const email = (await store.get('contacts', contactId))?.email;
  const addresses = new Set(email === undefined ? [] : [email.toLowerCase()]);
  const prefix = `${EMAIL}:`;
  await everyItem(
    (after) => store.list('identities', { index: 'contact', equals: [contactId], limit: LIST_MAX, after }),
    async ({ _id }) => {
      if (_id.startsWith(prefix)) addresses.add(_id.slice(prefix.length));
    },
  );
  return addresses;
}

/** Every item of a list, page by page. */
export async function everyItem<T>(
  page: (after: string | undefined) => Promise<Page<T>>,
  act: (item: T) => Promise<void>,
): Promise<void> {
  for (let after: string | undefined; ;) {
    const { items, next } = await page(after);
    for (const item of items) await act(item);
    after = next;
    if (after === undefined) return;
  }
}
