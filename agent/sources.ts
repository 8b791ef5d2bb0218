/** Settings and representatives as last read: read again every few seconds, since another process may have changed them. */
import { permits, type Deed } from '../cases/access';
import type { Automation } from '../cases/fields';
import type {
  AccessSource,
  AutomationSource,
  PublishedSettings,
  RepresentativePlace,
  RepresentativesSource,
  SettingsSource,
} from './context';
import type { Conversation } from '../cases/conversation/conversation';
import type { SettingsVersion } from '../cases/documents';
import { LIST_MAX, type Store } from '../cases/store';
import { shippedSettings } from '../cases/shipped/settings';
import { settingsShape, type Settings } from '../cases/settings';

export const READ_AGAIN_MS = 5_000;

/** Remembers what `read` gave for `READ_AGAIN_MS`; asks that come meanwhile share one reading. */
export class Remembered<T> {
  private value?: Promise<T>;
  private readAt = 0;

  constructor(
    private readonly read: () => Promise<T>,
    private readonly nowMs: () => number,
  ) {}

  get(): Promise<T> {
    if (this.value && this.nowMs() - this.readAt < READ_AGAIN_MS) return this.value;
    this.readAt = this.nowMs();
    this.value = this.read();
    this.value.catch(() => this.forget());
    return this.value;
  }

  forget(): void {
    this.value = undefined;
  }
}

export function settingsId(n: number): string {
  return `settings/${n}`;
}

export interface Publishing {
  readonly settings: Settings;
  readonly at: string;
  readonly by: string;
  readonly n?: number;
}

/** Settings as a store holds them once they are published; the first version unless told otherwise. */
export function publishedVersion({ n = 1, ...published }: Publishing): SettingsVersion {
  return { _id: settingsId(n), version: 1, n, state: 'published', ...published };
}

/** The published settings; a fresh store gets the shipped ones as version 1. */
export function settingsSource(store: Store, nowMs: () => number): SettingsSource & { forget(): void } {
  let last: PublishedSettings | undefined;
  const remembered = new Remembered(async () => {
    const { items } = await store.list('settings', {
      index: 'state',
      equals: ['published'],
      order: 'desc',
      limit: 1,
    });
    const found = items[0];
    if (!found) return insertShipped(store, nowMs);
    // The same version stays the same object: what is derived from it is kept by identity.
    if (last?.n !== found.n) last = { n: found.n, settings: completed(found.settings) };
    return last;
  }, nowMs);
  return { current: () => remembered.get(), forget: () => remembered.forget() };
}

/** A version that an older agent stored lacks what was added since: it gets what is shipped. */
function completed(stored: Settings): Settings {
  const parsed = settingsShape.safeParse(stored);
  return parsed.success ? parsed.data : stored;
}

async function insertShipped(store: Store, nowMs: () => number): Promise<PublishedSettings> {
  const at = new Date(nowMs()).toISOString();
  const first = publishedVersion({ settings: shippedSettings, at, by: 'shipped' });
  await store.insert('settings', first);
  return { n: 1, settings: shippedSettings };
}

const isThere = ({ goneSince }: Conversation): boolean => goneSince === undefined;

/** Each with what its representative may do: who was taken off the list is not shown anything any more. */
export function representativesSource(
  store: Store,
  nowMs: () => number,
  access: AccessSource,
): RepresentativesSource {
  const remembered = new Remembered(async () => {
    const { items } = await store.list('conversations', {
      index: 'role',
      equals: ['representative'],
      limit: LIST_MAX,
    });
    return Promise.all(
      items.filter(isThere).map(async ({ _id, person, identity }) => ({
        id: _id,
        person,
        access: await access.of(identity?.id),
      })),
    );
  }, nowMs);
  const channels = new Remembered(async () => {
    const query = { index: 'role', equals: ['channel'], limit: LIST_MAX } as const;
    const { items } = await store.list('conversations', query);
    return items.filter(isThere).map(({ _id, person, serves = [] }) => ({ id: _id, person, serves }));
  }, nowMs);
  const permitted = async (deed: Deed): Promise<RepresentativePlace[]> =>
    (await remembered.get()).filter((place) => permits(place.access, deed));
  return {
    conversations: async (personId) =>
      (await permitted('update'))
        .filter(({ person }) => personId === undefined || person.id === personId)
        .map(({ id }) => id),
    people: async () => {
      const people = (await permitted('work')).map(({ person }) => [person.id, person] as const);
      return [...new Map(people).values()];
    },
    administrators: async () => (await permitted('administer')).map(({ id }) => id),
    places: async () => [...(await permitted('converse')), ...(await channels.get())],
    changed: () => {
      remembered.forget();
      channels.forget();
    },
  };
}

export function automationSource(store: Store, nowMs: () => number): AutomationSource {
  const remembered = new Remembered(async () => {
    const { items } = await store.list('acceptance', { index: 'mode', limit: LIST_MAX });
    return new Map(items.flatMap(({ field, mode }): [string, Automation][] => (mode ? [[field, mode]] : [])));
  }, nowMs);
  return { modes: () => remembered.get(), changed: () => remembered.forget() };
}
