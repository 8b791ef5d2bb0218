/** `/api/settings`: what is published, the draft, and the versions before. */
import { z } from 'zod/v4';
import {
  newestVersion,
  publishDraft,
  publishedVersion,
  saveDraft,
  settingsVersions,
  type Saved,
} from '../../../agent/settingsVersions';
import type { SettingsVersion } from '../../../cases/documents';
import { condition } from '../../../cases/deciding/conditions';
import { settingsSchema, type Settings } from '../../../cases/settings';
import { patternProblems } from '../../patterns';
import type { ApiDeps } from './deps';
import { changedMeanwhile, conflict, notFound, unfit } from './problems';
import { route, type Answer, type Call, type Frozen, type Route } from './route';
import { listOf, named, paging, time } from './schemas';

named('Condition', condition); // it holds itself
const settings = named('Settings', settingsSchema);

const head = {
  n: z.number().int().describe('The version; decisions note theirs.'),
  state: z.enum(['draft', 'published']),
  at: time,
  by: z.string(),
};

const version = named('SettingsVersion', z.object({ ...head, settings }));
const versionHead = z.object({ ...head, current: z.boolean().describe('The agent works by it.') });

type Version = Answer<Frozen<z.output<typeof version>>>;

const shared = { tag: 'Settings', answer: version } as const;

const published = route({
  ...shared,
  method: 'get',
  path: '/api/settings',
  id: 'getSettings',
  summary: 'The published settings',
  handle: async ({ context }) => answerWith(await ensured(context, publishedVersion)),
});

const draft = route({
  ...shared,
  method: 'get',
  path: '/api/settings/draft',
  id: 'getSettingsDraft',
  summary: 'The version to edit: the draft, or what is published where there is none (see `state`)',
  handle: async ({ context }) => answerWith(await ensured(context, newestVersion)),
});

const save = route({
  ...shared,
  method: 'put',
  path: '/api/settings/draft',
  id: 'saveSettingsDraft',
  summary: 'Save the settings as a new draft; what is published stays as it is',
  description:
    'What stands under `settings` of an answer, changed. Everything that is wrong is listed in `details`. With If-Match, only where nobody saved since.',
  headers: ['If-Match'],
  body: settings,
  problems: [412],
  handle: async ({ context }, call) => {
    refuseBrokenPatterns(call.body);
    await context.settings.current(); // a fresh store has its first version then
    return answerSaved(await saveDraft(context.store, call.body, authorOf(context, call)));
  },
});

const publish = route({
  ...shared,
  method: 'post',
  path: '/api/settings/publish',
  id: 'publishSettings',
  summary: 'Publish the draft: from the next decision on the agent works by it',
  headers: ['If-Match'],
  problems: [409, 412],
  handle: async ({ context, settings: source }, call) => {
    const saved = await publishDraft(context.store, authorOf(context, call));
    source.forget();
    return answerSaved(saved);
  },
});

const versions = route({
  method: 'get',
  path: '/api/settings/versions',
  id: 'listSettingsVersions',
  tag: 'Settings',
  summary: 'Every version of the settings, newest first',
  query: z.strictObject(paging),
  answer: listOf('SettingsVersionList', versionHead),
  handle: async ({ context }, { query }) => {
    const current = (await publishedVersion(context.store))?.n;
    const { items, next } = await settingsVersions(context.store, query);
    return {
      body: {
        items: items.map(({ n, state, at, by }) => ({ n, state, at, by, current: n === current })),
        next,
      },
    };
  },
});

export const settingsRoutes: readonly Route[] = [published, draft, save, publish, versions];

type Context = ApiDeps['context'];

function authorOf({ clock }: Context, { caller, ifMatch }: Call<unknown, unknown>) {
  return { by: caller.name, at: clock(), basedOn: ifMatch };
}

/** Not part of the schema: what an older agent stored is read all the same. */
function refuseBrokenPatterns(content: Settings): void {
  const problems = patternProblems(content);
  if (problems.length > 0) throw unfit(problems.map((message) => ({ path: '', message })));
}

/** Reading the settings once gives a fresh store its first version. */
async function ensured(
  { store, settings: source }: Context,
  read: (store: Context['store']) => Promise<SettingsVersion | undefined>,
): Promise<SettingsVersion> {
  const first = await read(store);
  if (first) return first;
  await source.current();
  const found = await read(store);
  if (!found) throw notFound('version of the settings');
  return found;
}

function answerWith({ n, state, at, by, settings: content }: SettingsVersion): Version {
  return { body: { n, state, at, by, settings: content }, version: n };
}

function answerSaved(saved: Saved): Version {
  switch (saved.is) {
    case 'saved':
      return answerWith(saved.version);
    case 'changed-meanwhile':
      throw changedMeanwhile(saved.newest);
    case 'nothing-to-publish':
      throw conflict('NothingToPublish', `Version ${saved.newest} is published already: there is no draft.`);
  }
}
