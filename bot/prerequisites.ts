/** What must be in place for the agent to work unattended, and whether it is: looked at anew each time that it is asked for. */
import { checkAccess, type AccessCheck } from '../adapters/email/accessCheck';
import type { Credentials } from '../adapters/email/credentials';
import { messageOf } from '../adapters/email/failures';
import type { Sender } from '../adapters/email/send';
import {
  CustomAgentFailed,
  type CustomAgents,
  type CustomAgentSettings,
} from '../cases/customAgent/settings';
import type { Knowledge } from '../cases/resolution/knowledge';
import type { MailboxSettings } from '../cases/mail/mailboxSettings';
import type { Settings } from '../cases/settings';

export interface Prerequisite extends AccessCheck {
  readonly id: string;
  readonly title: string;
}

export interface PrerequisiteParts {
  readonly credentials: Credentials;
  readonly sender: Pick<Sender, 'verify'>;
  /** Missing where none can be asked. */
  readonly customAgents?: Pick<CustomAgents, 'check'>;
  /** Missing where no articles are read. */
  readonly knowledge?: Pick<Knowledge, 'check'>;
  /** How the mailbox fares that is read. */
  readonly problemOf: (mailbox: MailboxSettings) => string | undefined;
}

export async function prerequisites(settings: Settings, parts: PrerequisiteParts): Promise<Prerequisite[]> {
  const { flows, global, mailboxes, resolution } = settings;
  const sharedMailbox = mailboxes.find(({ name }) => name === global.sharedMailbox);
  const [sends, limited, agents, articles] = await Promise.all([
    checkSending(sharedMailbox, parts),
    checkAccess({ ...global, sharedMailbox }, parts.credentials),
    Promise.all(resolution.customAgents.map((agent) => checkCustomAgent(agent, parts))),
    checkArticles(parts),
  ]);
  const flow = (on: boolean): AccessCheck =>
    on ? holds('it is switched on') : fails('it is switched off in the settings (flows)');
  return [
    {
      id: 'shared-mailbox',
      title: `${global.applicationUser} reads its shared mailbox`,
      ...checkReading(sharedMailbox, parts),
    },
    { id: 'shared-mailbox-sends', title: `${global.applicationUser} sends as its shared mailbox`, ...sends },
    {
      id: 'security-group',
      title: 'Its access is limited to the mailboxes of the security group',
      ...limited,
    },
    {
      id: 'invoke-case-processing-agent',
      title: 'Invoke case processing agent',
      ...flow(flows.invokeCaseProcessingAgent),
    },
    { id: 'call-custom-agent', title: 'Call custom agent', ...flow(flows.callCustomAgent) },
    ...agents,
    ...articles,
  ];
}

/** Nothing where the settings name no place with articles. */
async function checkArticles({ knowledge }: PrerequisiteParts): Promise<Prerequisite[]> {
  const head = { id: 'knowledge', title: 'The articles that solutions are quoted from' };
  try {
    const found = await knowledge?.check();
    return found === undefined ? [] : [{ ...head, ...holds(found) }];
  } catch (error) {
    return [{ ...head, ...fails(messageOf(error)) }];
  }
}

async function checkCustomAgent(
  agent: CustomAgentSettings,
  { customAgents }: PrerequisiteParts,
): Promise<Prerequisite> {
  const head = {
    id: `custom-agent-${agent.name}`,
    title: `Case Processing Agent MCS Connection: custom agent "${agent.name}"`,
  };
  if (!customAgents) return { ...head, ...fails('custom agents are not asked in this process') };
  try {
    return { ...head, ...holds(await customAgents.check(agent)) };
  } catch (error) {
    if (error instanceof CustomAgentFailed) return { ...head, ...fails(error.message) };
    throw error;
  }
}

function checkReading(mailbox: MailboxSettings | undefined, { problemOf }: PrerequisiteParts): AccessCheck {
  if (!mailbox) return fails('global.sharedMailbox names no mailbox');
  if (!mailbox.enabled) return fails(`the mailbox "${mailbox.name}" is switched off`);
  const problem = problemOf(mailbox);
  return problem === undefined ? holds(`${mailbox.address} is read`) : fails(problem);
}

async function checkSending(
  mailbox: MailboxSettings | undefined,
  { sender }: PrerequisiteParts,
): Promise<AccessCheck> {
  if (!mailbox) return fails('global.sharedMailbox names no mailbox');
  if (!mailbox.smtp) return fails(`the mailbox "${mailbox.name}" has no "smtp" in the settings`);
  return sender.verify(mailbox).then(
    () => holds(`the server takes our login for ${mailbox.address}`),
    (error: unknown) => fails(messageOf(error)),
  );
}

const holds = (detail: string): AccessCheck => ({ state: 'holds', detail });
const fails = (detail: string): AccessCheck => ({ state: 'does-not-hold', detail });
