/** teams-ai's Application as the router of messages. It takes half a second to load, so it is loaded once we listen. */
import type { Application, TeamsAdapter, TurnState } from '@microsoft/teams-ai';
import type { TurnContext } from 'botbuilder';

const HANDLER = Symbol('message handler');

export class TeamsRouter {
  private application?: Promise<Application>;

  constructor(readonly adapter: () => Promise<TeamsAdapter>) {}

  /** Loads the application, if it is not loaded yet. */
  load(): Promise<Application> {
    this.application ??= this.create();
    return this.application;
  }

  /** Runs the application's middleware and hands messages to `onMessage`. */
  async route(context: TurnContext, onMessage: (context: TurnContext) => Promise<void>): Promise<void> {
    const application = await this.load();
    context.turnState.set(HANDLER, onMessage);
    await application.run(context);
  }

  private async create(): Promise<Application> {
    const { Application } = await import('@microsoft/teams-ai');
    // Its typing timer is one for all turns at once; ours would be an entry of `out` like all that is said.
    const application = new Application<TurnState>({
      adapter: await this.adapter(),
      startTypingTimer: false,
      removeRecipientMention: false, // its way needs the entities; ours (mentions.ts) does not
    });
    application.activity('message', async (context) => {
      const handler = context.turnState.get<((context: TurnContext) => Promise<void>) | undefined>(HANDLER);
      await handler?.(context);
    });
    return application;
  }
}
