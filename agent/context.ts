/** What the agent works with; all of it is passed in, nothing is imported that has effects. */
import type { Automation } from '../cases/fields';
import type { Access } from '../cases/access';
import type { Channel, Clock, DialogStep } from '../cases/channel';
import type { Drafter } from '../cases/drafts/drafting';
import type { CustomAgents } from '../cases/customAgent/settings';
import type { Knowledge } from '../cases/resolution/knowledge';
import type { FieldPredictor, ValueParser } from '../cases/deciding/prediction';
import type { News } from '../cases/conversation/receiving';
import type { Store } from '../cases/store';
import type { Learning } from '../cases/training';
import type { Person } from '../cases/values';
import type { Settings } from '../cases/settings';
import type { MailParts } from './mail/parts';
import type { Limits } from './waiting';

/**
 * The six steps of a turn, told as each is done; `mail`, when one is stored and not yet marked in its mailbox; `call`,
 * when a custom agent's answer lies in the inbox, and the call is still on its case: for diagnosis, and for tests that
 * end the process right there.
 */
export type Step = 'accept' | 'decide' | 'commit' | 'apply' | 'drain' | 'send' | 'mail' | 'call';

export interface Log {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}

export interface AgentContext {
  readonly store: Store;
  readonly predictor: FieldPredictor;
  /** Missing: drafts are in plain words. */
  readonly drafter?: Drafter;
  readonly dialogs: DialogStep;
  readonly channel: Channel;
  readonly valueParser: (settings: Settings) => ValueParser;
  readonly clock: Clock;
  readonly news: News;
  readonly log: Log;
  /** This process, as leases name it. */
  readonly holder: string;
  /** 0 (inclusive) to 1 (exclusive). */
  readonly random: () => number;
  readonly newId: () => string;
  readonly settings: SettingsSource;
  readonly representatives: RepresentativesSource;
  /** Missing where no mails are read. */
  readonly mail?: MailParts;
  /** Missing where there are no articles. */
  readonly knowledge?: Pick<Knowledge, 'passage'>;
  readonly access: AccessSource;
  /** Missing: every field is filled as the settings say. */
  readonly automation?: AutomationSource;
  readonly caseNumbers: { take(): Promise<string> };
  /** Missing where none can be asked. */
  readonly customAgents?: CustomAgents;
  /** Missing where nothing is to be learned. */
  readonly training?: Learning;
  /** Whether `/representative` registers a conversation: on loopback without credentials only. */
  readonly anybodyMayRegister: boolean;
  /** How much this process takes on at once; the shipped `LIMITS` where it is missing. */
  readonly limits?: Limits;
  readonly afterStep?: (step: Step) => void | Promise<void>;
}

export interface PublishedSettings {
  readonly n: number;
  readonly settings: Settings;
}

export interface SettingsSource {
  /** The published version; at most a few seconds old. */
  current(): Promise<PublishedSettings>;
}

export interface AutomationSource {
  /** The fields that are filled in another way than the settings say; at most a few seconds old. */
  modes(): Promise<ReadonlyMap<string, Automation>>;
  /** A field's state has changed: read anew. */
  changed(): void;
}

export interface AccessSource {
  /** @param identityId as the channel proved it; missing: nobody in particular. */
  of(identityId: string | undefined): Promise<Access>;
  /** By the identity alone, whoever else may try everything here. */
  known(identityId: string | undefined): Promise<Access>;
}

export interface RepresentativePlace {
  /** The conversation's id. */
  readonly id: string;
  readonly person: Person;
  /** Of a channel or group chat: the queues that it serves by name. */
  readonly serves?: readonly string[];
}

export interface RepresentativesSource {
  /** The conversations that are shown what the agent opens and changes, or one person's of them; at most a few seconds old. */
  conversations(personId?: string): Promise<readonly string[]>;
  /** Those who may work on cases, each once. */
  people(): Promise<readonly Person[]>;
  /** The conversations of those who change what the agent does. */
  administrators(): Promise<readonly string[]>;
  /** The conversations of those who may talk with customers, and the channels that serve queues. */
  places(): Promise<readonly RepresentativePlace[]>;
  /** Somebody registered or left: read anew. */
  changed(): void;
}

/** The identity as which the agent acts. */
export function agentPerson(settings: Settings): Person {
  return { id: 'agent', name: settings.global.applicationUser };
}

export function worker(context: AgentContext): { now: string; holder: string; alone: boolean } {
  return { now: context.clock(), holder: context.holder, alone: context.store.alone };
}
