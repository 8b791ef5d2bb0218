/** The directory behind Microsoft Graph: which groups somebody is in, asked once in a while. */
import { z } from 'zod/v4';
import type { Directory, DirectoryId } from '../../cases/access';

export interface GraphOptions {
  /** https://graph.microsoft.com, or a national cloud's. */
  readonly url: string;
  /** The tenant that the token is good for: people of others are in no group here. */
  readonly tenant: string;
  /** An application's token with GroupMember.Read.All and User.ReadBasic.All. */
  readonly token: () => Promise<string>;
  readonly nowMs: () => number;
  readonly fetch?: typeof globalThis.fetch;
}

interface Known {
  readonly groups: readonly string[];
  readonly asked: string;
  readonly atMs: number;
}

const KEPT_MS = 10 * 60_000; // who leaves a group has ten minutes
const STALE_MS_MAX = 24 * 3_600_000; // a directory that is down for a night locks nobody out
const PEOPLE_KEPT_MAX = 10_000;
const GROUPS_ASKED_MAX = 20; // https://learn.microsoft.com/graph/api/directoryobject-checkmembergroups
const ANSWER_MS_MAX = 5_000;

const answer = z.object({ value: z.array(z.string()) });

export function createGraphDirectory(options: GraphOptions): Directory {
  const known = new Map<string, Known>();
  return {
    async groupsOf(person, groups) {
      if (person.tenant !== options.tenant) return [];
      const asked = [...groups].sort().join();
      const found = known.get(person.objectId);
      const ageMs = found?.asked === asked ? options.nowMs() - found.atMs : Infinity;
      if (found && ageMs < KEPT_MS) return found.groups;
      try {
        const fresh = await ask(options, person, groups);
        if (known.size >= PEOPLE_KEPT_MAX) known.clear();
        known.set(person.objectId, { groups: fresh, asked, atMs: options.nowMs() });
        return fresh;
      } catch (error) {
        if (found && ageMs < STALE_MS_MAX) return found.groups;
        throw error;
      }
    },
  };
}

async function ask(
  { url, token, fetch = globalThis.fetch }: GraphOptions,
  { objectId }: DirectoryId,
  groups: readonly string[],
): Promise<string[]> {
  const found: string[] = [];
  for (let from = 0; from < groups.length; from += GROUPS_ASKED_MAX) {
    const response = await fetch(`${url}/v1.0/users/${encodeURIComponent(objectId)}/checkMemberGroups`, {
      method: 'POST',
      headers: { authorization: `Bearer ${await token()}`, 'content-type': 'application/json' },
      body: JSON.stringify({ groupIds: groups.slice(from, from + GROUPS_ASKED_MAX) }),
      signal: AbortSignal.timeout(ANSWER_MS_MAX),
    });
    if (response.status === 404) return []; // nobody of this directory
    if (!response.ok) throw new Error(`the directory answered ${response.status}`);
    found.push(...answer.parse(await response.json()).value);
  }
  return found;
}
