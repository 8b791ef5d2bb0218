/** Who may do what: roles of people and directory groups, and profiles that switch the agent's features on for them. */
import { z } from 'zod/v4';

/** As Dynamics 365 Customer Service names them. */
export const ROLES = [
  'System Administrator',
  'CSR Manager',
  'Customer Service Representative',
  'Omnichannel Agent',
] as const;
export type Role = (typeof ROLES)[number];

const roles = z
  .array(z.enum(ROLES))
  .default(['Customer Service Representative', 'Omnichannel Agent'])
  .describe('Conversations need Omnichannel Agent, cases Customer Service Representative.');

const id = z.string().min(1).max(200);

const representative = z.strictObject({
  /** The directory tenant, and the person's object id there. */
  tenant: id,
  objectId: id,
  name: z.string().min(1).max(100),
  roles,
});

/** Whoever is in the group has its roles; asked of the directory, where one is configured. */
const group = z.strictObject({ tenant: id, id, name: z.string().min(1).max(100), roles });

const features = z.strictObject({
  /** "Autonomous case creation and update from conversations". */
  creationAndUpdate: z.boolean().default(true),
  /** "Autonomous case follow-up and closure". */
  followUpAndClosure: z.boolean().default(true),
});

export type Features = z.infer<typeof features>;

/** An experience profile: for the listed people and groups; without either, for everybody that no other one lists. */
const profile = z.strictObject({
  name: z.string().min(1).max(100),
  features: features.prefault({}),
  members: z.array(id).max(1_000).default([]),
  groups: z.array(id).max(100).default([]),
});

export const peopleSettings = {
  representatives: z.array(representative).max(5_000).default([]),
  groups: z.array(group).max(100).default([]),
  profiles: z
    .array(profile)
    .max(100)
    .default([
      {
        name: 'Default',
        features: { creationAndUpdate: true, followUpAndClosure: true },
        members: [],
        groups: [],
      },
    ]),
};

export interface People {
  readonly representatives: readonly z.infer<typeof representative>[];
  readonly groups: readonly z.infer<typeof group>[];
  readonly profiles: readonly z.infer<typeof profile>[];
}

/** What somebody may do here. */
export interface Access {
  readonly roles: readonly Role[];
  readonly features: Features;
}

export const NO_ACCESS: Access = {
  roles: [],
  features: { creationAndUpdate: false, followUpAndClosure: false },
};

/** On loopback without credentials whoever registers may try everything. */
export const FULL_ACCESS: Access = {
  roles: ROLES,
  features: { creationAndUpdate: true, followUpAndClosure: true },
};

export interface DirectoryId {
  readonly tenant: string;
  readonly objectId: string;
}

/** Asks a directory who is in which group. */
export interface Directory {
  /**
   * Those of `groups` that the person is in, nested ones included.
   * @throws where the directory does not answer and nothing is known from before.
   */
  groupsOf(person: DirectoryId, groups: readonly string[]): Promise<readonly string[]>;
}

export function identityIdOf({ tenant, objectId }: DirectoryId): string {
  return `teams:${tenant}/${objectId}`;
}

/** The directory's ids behind an identity; undefined where it is of another kind. */
export function directoryIdOf(identityId: string | undefined): DirectoryId | undefined {
  const match = /^teams:([^/]+)\/(.+)$/.exec(identityId ?? '');
  return match?.[1] && match[2] ? { tenant: match[1], objectId: match[2] } : undefined;
}

/** The groups that the settings name for the person's tenant: what is asked of the directory. */
export function groupsToAsk({ groups, profiles }: People, { tenant }: DirectoryId): string[] {
  const ofRoles = groups.filter((one) => one.tenant === tenant).map((one) => one.id);
  return [...new Set([...ofRoles, ...profiles.flatMap((one) => one.groups)])];
}

/** @param inGroups the groups that the person is in, of those that were asked for. */
export function accessOf(people: People, person: DirectoryId, inGroups: readonly string[]): Access {
  const listed = people.representatives.filter(
    ({ tenant, objectId }) => tenant === person.tenant && objectId === person.objectId,
  );
  const groups = people.groups.filter(({ tenant, id }) => tenant === person.tenant && inGroups.includes(id));
  const held = [...listed, ...groups].flatMap((one) => one.roles);
  if (held.length === 0) return NO_ACCESS;
  const own = people.profiles.find(
    ({ members, groups: named }) =>
      members.includes(person.objectId) || named.some((one) => inGroups.includes(one)),
  );
  const everybodys = people.profiles.find(
    ({ members, groups: named }) => members.length + named.length === 0,
  );
  return {
    roles: ROLES.filter((role) => held.includes(role)),
    features: (own ?? everybodys)?.features ?? NO_ACCESS.features,
  };
}

/**
 * converse: with customers; work: on cases; update: what the agent fills and proposes; close: what it follows up and
 * closes; manage: see how people and the agent do; administer: change what the agent does.
 */
export type Deed = 'converse' | 'work' | 'update' | 'close' | 'manage' | 'administer';

const CONVERSES: readonly Role[] = ['System Administrator', 'Omnichannel Agent'];
const MANAGES: readonly Role[] = ['System Administrator', 'CSR Manager'];
const WORKS: readonly Role[] = ['System Administrator', 'CSR Manager', 'Customer Service Representative'];

export function permits({ roles: held, features: on }: Access, deed: Deed): boolean {
  const has = (wanted: readonly Role[]): boolean => wanted.some((role) => held.includes(role));
  switch (deed) {
    case 'converse':
      return has(CONVERSES);
    case 'work':
      return has(WORKS);
    case 'update':
      return has(WORKS) && on.creationAndUpdate;
    case 'close':
      return has(WORKS) && on.followUpAndClosure;
    case 'manage':
      return has(MANAGES);
    case 'administer':
      return has(['System Administrator']);
  }
}

/** Whoever may say where customers' cards are shown to everybody who reads there. */
export const isManager = ({ roles: held }: Access): boolean => MANAGES.some((role) => held.includes(role));

export const isRepresentative = ({ roles: held }: Access): boolean => held.length > 0;
