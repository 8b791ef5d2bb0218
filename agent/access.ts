/** Who may do what, as the settings and the directory say now. */
import {
  accessOf,
  directoryIdOf,
  FULL_ACCESS,
  groupsToAsk,
  NO_ACCESS,
  type Access,
  type Directory,
} from '../cases/access';
import { permits, type Deed } from '../cases/access';
import type { CardAction, UnknownAction, Verb } from '../cases/cardActions';
import type { AccessSource, Log, SettingsSource } from './context';

export interface AccessParts {
  readonly settings: SettingsSource;
  /** Missing: the people that the settings list, and nobody else. */
  readonly directory?: Directory;
  /** Nobody is known by identity: on loopback without credentials. */
  readonly anybody: boolean;
  readonly log: Log;
}

export function accessSource({ settings, directory, anybody, log }: AccessParts): AccessSource {
  const known = async (identityId: string | undefined): Promise<Access> => {
    const person = directoryIdOf(identityId);
    if (!person) return NO_ACCESS;
    const people = (await settings.current()).settings.access;
    const groups = groupsToAsk(people, person);
    if (!directory || groups.length === 0) return accessOf(people, person, []);
    try {
      return accessOf(people, person, await directory.groupsOf(person, groups));
    } catch (error) {
      // Whoever is listed by name can go on working; a group's members are known again when it answers.
      log.warn({ err: error }, 'the directory does not say who is in which group');
      return accessOf(people, person, []);
    }
  };
  return { known, of: async (identityId) => (anybody ? FULL_ACCESS : known(identityId)) };
}

/** What a button does, as far as somebody may or may not do it. */
const DEED_OF: Readonly<Record<Verb, Deed>> = {
  refresh: 'work', // but for the cards of live conversations
  accept: 'update',
  reject: 'update',
  undo: 'update',
  update: 'update',
  'accept-opening': 'update',
  'reject-opening': 'update',
  edit: 'work',
  save: 'work',
  'unlock-form': 'work',
  unlock: 'work',
  take: 'work',
  'keep-open': 'close',
  'resolve-form': 'work',
  resolve: 'work',
  draft: 'work',
  'send-draft': 'work',
  'edit-draft': 'work',
  'save-draft': 'work',
  'choose-template': 'work',
  'discard-draft': 'work',
  why: 'work',
  thumbs: 'work',
  'set-automation': 'administer',
  'settle-duplicate': 'update',
  show: 'work',
  open: 'work',
  'accept-conversation': 'converse',
  'end-conversation': 'converse',
  'release-conversation': 'converse',
};

/** What is lacking for the button; undefined where nothing is. */
export function lackingFor(action: CardAction | UnknownAction, access: Access): Deed | undefined {
  if (action.verb === 'unknown') return undefined;
  const deed = deedOf(action);
  return permits(access, deed) ? undefined : deed;
}

function deedOf(action: CardAction): Deed {
  if (action.verb !== 'refresh') return DEED_OF[action.verb];
  const { kind } = action.card;
  if (kind === 'automation') return DEED_OF['set-automation'];
  return kind === 'queue' || kind === 'live' ? 'converse' : DEED_OF.refresh;
}

/** The buttons that somebody may not press: they are not shown them. */
export function lackedVerbs(access: Access): Verb[] {
  return (Object.keys(DEED_OF) as Verb[]).filter((verb) => !permits(access, DEED_OF[verb]));
}
