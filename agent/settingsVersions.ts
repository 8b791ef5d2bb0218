/** Versions of the settings are insert only: inserting n + 1 is the compare-and-set. One is published, the newest may be a draft. */
import type { SettingsVersion } from '../cases/documents';
import type { Settings } from '../cases/settings';
import { RACES_MAX, StoreBusy, type Page, type Store } from '../cases/store';
import { settingsId } from './sources';

export interface Authorship {
  readonly by: string;
  readonly at: string;
  /** The newest version that the author has seen; missing: whatever is newest. */
  readonly basedOn?: number;
}

export type Saved =
  | { readonly is: 'saved'; readonly version: SettingsVersion }
  | { readonly is: 'changed-meanwhile'; readonly newest: number }
  /** The newest version is published already. */
  | { readonly is: 'nothing-to-publish'; readonly newest: number };

export async function publishedVersion(store: Store): Promise<SettingsVersion | undefined> {
  const { items } = await store.list('settings', {
    index: 'state',
    equals: ['published'],
    order: 'desc',
    limit: 1,
  });
  return items[0];
}

/** The draft, or what is published where nothing has been drafted since. */
export async function newestVersion(store: Store): Promise<SettingsVersion | undefined> {
  return (await settingsVersions(store, { limit: 1 })).items[0];
}

/** Newest first. */
export function settingsVersions(
  store: Store,
  page: { readonly limit: number; readonly after?: string },
): Promise<Page<SettingsVersion>> {
  return store.list('settings', { index: 'number', order: 'desc', ...page });
}

/** Saves a draft; what is published stays as it is. */
export function saveDraft(store: Store, settings: Settings, author: Authorship): Promise<Saved> {
  return append(store, author, () => ({ state: 'draft', settings }));
}

/** Publishes the newest draft: from the next decision on the agent works by it. */
export function publishDraft(store: Store, author: Authorship): Promise<Saved> {
  return append(store, author, (newest) =>
    newest?.state === 'draft' ? { state: 'published', settings: newest.settings } : undefined,
  );
}

type Content = Pick<SettingsVersion, 'state' | 'settings'>;

/** A lost race is told to an author who named a version, and is run again for one who did not. */
async function append(
  store: Store,
  { by, at, basedOn }: Authorship,
  contentOf: (newest: SettingsVersion | undefined) => Content | undefined,
): Promise<Saved> {
  for (let tries = 0; tries < RACES_MAX; tries++) {
    const found = await newestVersion(store);
    const newest = found?.n ?? 0;
    if (basedOn !== undefined && basedOn !== newest) return { is: 'changed-meanwhile', newest };
    const content = contentOf(found);
    if (!content) return { is: 'nothing-to-publish', newest };
    const n = newest + 1;
    const version = { _id: settingsId(n), version: 1, n, at, by, ...content };
    if ((await store.insert('settings', version)) === 'inserted') return { is: 'saved', version };
  }
  throw new StoreBusy('settings');
}
