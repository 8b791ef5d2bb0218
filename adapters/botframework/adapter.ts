/** The SDK's adapter, without the two clients that it makes for each turn and we never use: sending has its own. */
import type { TeamsAdapter } from '@microsoft/teams-ai';
import {
  TurnContext,
  type Activity,
  type ConfigurationBotFrameworkAuthenticationOptions,
  type InvokeResponse,
} from 'botbuilder';
import { AuthenticationError, type AuthenticateRequestResult } from 'botframework-connector';

/** Loads teams-ai, which takes half a second: called once we listen. */
export async function createTeamsAdapter(
  credentials: ConfigurationBotFrameworkAuthenticationOptions,
): Promise<TeamsAdapter> {
  const { TeamsAdapter: Base } = await import('@microsoft/teams-ai');

  class AgentAdapter extends Base {
    /** Authenticates, then runs the middleware and the logic; nothing is sent from inside a turn. */
    protected override async processActivity(
      authorization: string | AuthenticateRequestResult,
      activity: Activity,
      logic: (context: TurnContext) => Promise<void>,
    ): Promise<InvokeResponse | undefined> {
      const caller = await this.authenticated(authorization, activity);
      if (!caller) return { status: 401 };
      activity.callerId = caller.callerId ?? '';
      const context = new TurnContext(this, activity);
      context.turnState.set(this.BotIdentityKey, caller.claimsIdentity);
      await this.runMiddleware(context, logic);
      return undefined;
    }

    /** A stranger is refused quietly: thrown, the SDK would print each with its stack. */
    private async authenticated(
      authorization: string | AuthenticateRequestResult,
      activity: Activity,
    ): Promise<AuthenticateRequestResult | undefined> {
      if (typeof authorization !== 'string') return authorization;
      try {
        return await this.botFrameworkAuthentication.authenticateRequest(activity, authorization);
      } catch (error) {
        if (error instanceof AuthenticationError) return undefined;
        throw error;
      }
    }
  }

  return new AgentAdapter(credentials);
}
