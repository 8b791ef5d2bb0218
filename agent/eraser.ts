/** Erases single things of one person's: a conversation, a case, what is known by an address, a contact. */
import { erasedAudit, erasedCase } from '../cases/erasedCase';
import { AT_WORK, erasedConversation, erasedTurn, isErased } from '../cases/erasing';
import { LIST_MAX, refused, unchanged, type Page, type Query, type Store } from '../cases/store';
import type { SettingsSource } from './context';
import { removeMailsOf, removeMailsWith } from './mail/removing';

export interface EraseContext {
  readonly store: Store;
  readonly settings: SettingsSource;
  readonly clock: () => string;
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
    await this.shownElsewhere(id);
    await this.interactions({ range: { gte: `${id}~`, lt: `${id}\u007f` } }); // "~" is what follows it in a case's id
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

  /** What was shown or relayed of it in other conversations carries an effect's id that begins with its own. */
  private async shownElsewhere(id: string): Promise<void> {
    const { store } = this.context;
    const range = { gte: `${id}/`, lt: `${id}0` }; // "0" is what follows "/"
    await everyItem(
      (after) => store.list('turns', { index: 'effect', range, limit: LIST_MAX, after }),
      async (turn) => {
        if (turn.conversationId !== id) await store.update('turns', turn._id, erasedTurn);
      },
    );
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
    await everyItem(
      (after) => store.list('turns', { index: 'case', ...of, after }),
      async ({ _id }) => void (await store.update('turns', _id, erasedTurn)),
    );
    await this.shownElsewhere(id);
    await everyItem(
      (after) => store.list('training', { index: 'case', ...of, after }),
      async ({ _id }) => this.count(await store.remove('training', _id)),
    );
    await this.interactions({ equals: [id] });
    await everyItem(
      (after) => store.list('simulationCases', { index: 'case', ...of, after }),
      async ({ _id }) => this.count(await store.remove('simulationCases', _id)),
    );
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
