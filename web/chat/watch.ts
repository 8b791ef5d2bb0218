/** Keeps the panel true: asks at once when something is said, each second while the agent reads, else every three. */
import type { PanelView } from '../../cases/panel';
import { Refused, type Session, Unreachable, panelOf } from './server';

const DECIDING_MS = 1_000;
const IDLE_MS = 3_000;
const AT_ONCE_MS = 60; // a reply and its echo come together: one question for both

export interface Watching {
  /** The session to ask with; none while there is no conversation. */
  session(): Session | undefined;
  seen(view: PanelView | undefined): void;
  /** The panel is not for this page. */
  off(): void;
  /** @returns whether the token is good again. */
  renew(): Promise<boolean>;
  reachable(yes: boolean): void;
}

export class Watch {
  private timer = 0;
  private asking = false;
  private again = false;
  private off = false;
  private begun = false;

  constructor(private readonly watching: Watching) {
    document.addEventListener('visibilitychange', () => this.soon());
  }

  /** Something has been said: from here there is something to see. */
  begin(): void {
    this.begun = true;
    this.soon();
  }

  /** A new conversation: one look, which tells whether there is a panel at all. */
  pause(): void {
    this.begun = false;
  }

  soon(): void {
    if (this.asking) this.again = true;
    else this.after(AT_ONCE_MS);
  }

  private after(ms: number): void {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.ask(), ms);
  }

  private async ask(): Promise<void> {
    if (this.off || document.hidden) return;
    this.asking = true;
    this.again = false;
    const deciding = await this.look();
    this.asking = false;
    this.next(deciding);
  }

  private next(deciding: boolean): void {
    if (this.again) this.after(AT_ONCE_MS);
    else if (this.begun) this.after(deciding ? DECIDING_MS : IDLE_MS);
  }

  /** @returns whether the agent is still at work. */
  private async look(): Promise<boolean> {
    const session = this.watching.session();
    if (!session) return false;
    try {
      const view = await panelOf(session);
      this.watching.reachable(true);
      // An answer about the conversation before is no news of this one.
      if (this.watching.session()?.conversationId === session.conversationId) this.watching.seen(view);
      return view?.deciding ?? false;
    } catch (error) {
      if (error instanceof Unreachable) this.watching.reachable(false);
      else if (error instanceof Refused) await this.refused(error);
      return false;
    }
  }

  private async refused({ status }: Refused): Promise<void> {
    this.watching.reachable(true);
    if (status !== 401 && status !== 403) return;
    // Either the token has ended, or the panel is off: a new token tells which.
    const session = this.watching.session();
    const view = (await this.watching.renew()) && session ? await this.second() : 'off';
    if (view !== 'off') return;
    this.off = true;
    this.watching.off();
  }

  private async second(): Promise<'on' | 'off'> {
    const session = this.watching.session();
    if (!session) return 'on';
    return panelOf(session).then(
      () => 'on' as const,
      (error: unknown) =>
        error instanceof Refused && (error.status === 401 || error.status === 403) ? 'off' : 'on',
    );
  }
}
