/** What the API works with; all of it is passed in. */
import type { CaseManagementAgent } from '../../../agent/agent';
import type { Simulations } from '../../../agent/simulation/simulations';
import type { MailboxView } from '../../mailboxKeeper';
import type { Prerequisite } from '../../prerequisites';
import type { AgentContext, Log, SettingsSource } from '../../../agent/context';

export interface ApiDeps {
  readonly agent: CaseManagementAgent;
  readonly context: AgentContext;
  readonly log: Log;
  /** `forget` makes a publication count at once in this process; others read it within seconds. */
  readonly settings: SettingsSource & { forget(): void };
  readonly simulations: Simulations;
  readonly panel: PanelAccess;
  readonly mailboxes: {
    views(): Promise<readonly MailboxView[]>;
    prerequisites(): Promise<readonly Prerequisite[]>;
  };
}

/** The tester's panel is for the one who holds the chat's own token. */
export interface PanelAccess {
  readonly on: boolean;
  /** The conversation that an `Authorization` header is good for. */
  conversationOf(authorization: string | undefined): Promise<string | undefined>;
}
