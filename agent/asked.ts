/** What a decision is about: what was said, or what was asked of the agent; and who and what is answered. */
import type { Conversation, InboxEntry, TurnEntry } from '../cases/conversation/conversation';
import type { Moment } from '../cases/deciding/decide';
import type { MailOpening } from '../cases/mail/opening';
import { bareSubject } from '../cases/mail/subject';
import type { Asker, RequestedEntry, SettleRequest } from '../cases/moves';
import { turnEntries } from './inbox';
import { isLiveRequest } from './live/handled';
import type { OpenedBy } from './openedCase';
import type { Speaking } from './speaking';

export class Asked {
  readonly turns: readonly TurnEntry[];
  readonly request?: RequestedEntry;

  constructor(
    private readonly conversation: Conversation,
    entries: readonly InboxEntry[],
  ) {
    this.turns = turnEntries(entries);
    this.request = entries.find((entry) => entry.kind === 'request')?.request;
  }

  get moment(): Moment {
    const asked = this.request;
    if (asked === undefined || isLiveRequest(asked)) return 'turn';
    const { kind } = asked;
    if (kind === 'settle-duplicate') return 'open';
    return kind === 'follow-up' || kind === 'custom-agent-answer' || kind === 'resolve' ? 'turn' : kind;
  }

  /** Of what representatives were asked about first, whoever had wanted it. */
  get asker(): Asker | undefined {
    if (this.settling) return this.conversation.duplicate?.asker;
    return this.request && 'asker' in this.request ? this.request.asker : undefined;
  }

  get settling(): SettleRequest | undefined {
    return this.request?.kind === 'settle-duplicate' ? this.request : undefined;
  }

  /** What a person has said of an opening that might be a duplicate. */
  get answer(): OpenedBy['answer'] {
    const { settling } = this;
    if (!settling) return undefined;
    const { by, byKind, choice } = settling;
    return { by, byKind, act: choice === 'new' ? 'rejected' : 'edited' };
  }

  /** What is answered: of what was decided later, the turn that waited for it. */
  get heard(): Pick<Speaking, 'moment' | 'turns' | 'listens'> {
    if (!this.settling) return { moment: this.moment, turns: this.turns };
    const turn = this.conversation.duplicate?.turn;
    return { moment: 'turn', turns: turn ? [turn] : [], listens: true };
  }

  /** What a creation rule gives the case that a mail opens. */
  get opening(): MailOpening | undefined {
    return this.heard.turns.find(({ mail }) => mail?.opening)?.mail?.opening;
  }

  /** The subject of its mail. */
  get title(): string | undefined {
    return this.heard.turns.map(({ mail }) => mail && bareSubject(mail.subject)).find(Boolean);
  }

  get hasSpoken(): boolean {
    return this.turns.some(({ from }) => from === 'customer');
  }
}
