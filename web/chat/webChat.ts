/** Web Chat, as far as the page uses it: its script puts `WebChat` on the window. */
import { DIRECT_LINE, type Session } from './server';

interface Action {
  readonly type: string;
  readonly payload?: unknown;
  readonly meta?: { readonly clientActivityID?: string };
}
interface Store {
  dispatch(action: Action): void;
  getState(): { readonly sendBoxValue?: string };
}
interface DirectLine {
  end(): void;
}
type Middleware = (store: Store) => (next: (action: Action) => unknown) => (action: Action) => unknown;

interface WebChatScript {
  createStore(state: object, middleware: Middleware): Store;
  createDirectLine(options: object): DirectLine;
  renderWebChat(props: object, element: Element): void;
}
declare global {
  interface Window {
    readonly WebChat?: WebChatScript;
  }
}

/** What happens in the conversation, as the page needs to know it. */
export interface Heard {
  /** Something stands in the transcript: said by either side. */
  spoken(): void;
  /** A message was stored. */
  stored(): void;
  /** A message was not. */
  refused(): void;
}

// Colours are the page's own properties: dark mode then needs no second set.
const STYLE = {
  accent: 'var(--accent)',
  backgroundColor: 'transparent',
  subtle: 'var(--quiet)',
  primaryFont: 'var(--font)',
  monospaceFont: 'ui-monospace, monospace',
  rootHeight: '100%',
  rootWidth: '100%',
  paddingRegular: 12,
  bubbleBackground: 'var(--surface)',
  bubbleBorderColor: 'var(--line)',
  bubbleBorderRadius: 14,
  bubbleTextColor: 'var(--ink)',
  bubbleMinWidth: 0,
  bubbleMaxWidth: 520,
  bubbleFromUserBackground: 'var(--own)',
  bubbleFromUserBorderColor: 'var(--own)',
  bubbleFromUserBorderRadius: 14,
  bubbleFromUserTextColor: 'var(--ink)',
  timestampColor: 'var(--quiet)',
  groupTimestamp: 60_000,
  timestampFormat: 'relative',
  sendBoxBackground: 'var(--surface)',
  sendBoxTextColor: 'var(--ink)',
  sendBoxPlaceholderColor: 'var(--quiet)',
  sendBoxButtonColor: 'var(--accent)',
  sendBoxButtonColorOnHover: 'var(--accent)',
  sendBoxButtonColorOnFocus: 'var(--accent)',
  sendBoxButtonShadeColorOnHover: 'var(--hover)',
  sendBoxButtonShadeColorOnFocus: 'var(--hover)',
  sendBoxBorderTop: '1px solid var(--line)',
  sendBoxTextWrap: true,
  suggestedActionLayout: 'flow',
  suggestedActionBackgroundColor: 'var(--surface)',
  suggestedActionTextColor: 'var(--accent)',
  suggestedActionBorderColor: 'var(--line)',
  suggestedActionBorderRadius: 16,
  cardEmphasisBackgroundColor: 'var(--hover)',
  // The server takes no files yet: a button that only fails helps nobody.
  disableFileUpload: true,
  hideUploadButton: true,
};

const CARD_COLOURS = {
  default: { default: 'var(--ink)', subtle: 'var(--quiet)' },
  accent: { default: 'var(--accent)', subtle: 'var(--accent)' },
  good: { default: 'var(--good)', subtle: 'var(--good)' },
  attention: { default: 'var(--bad)', subtle: 'var(--bad)' },
  warning: { default: 'var(--warn)', subtle: 'var(--warn)' },
};
const CARDS = {
  fontFamily: 'var(--font)',
  supportsInteractivity: true,
  containerStyles: {
    default: { foregroundColors: CARD_COLOURS, backgroundColor: 'transparent' },
    emphasis: { foregroundColors: CARD_COLOURS, backgroundColor: 'var(--hover)' },
  },
};

/** The chat side of the page. */
export class Chat {
  private store?: Store;
  private directLine?: DirectLine;
  private shown = 0;
  private connected = false;
  /** What Web Chat calls the posts that only say that somebody types. */
  private readonly typing = new Set<string>();
  private waiting?: string;

  constructor(
    private readonly element: HTMLElement,
    private readonly locale: string,
    private readonly heard: Heard,
  ) {}

  /** Shows the session's conversation from its beginning; what stands half-written in the box stays. */
  show({ conversationId, token }: Session, keepDraft = false): void {
    const webChat = window.WebChat;
    if (!webChat) throw new Error('Web Chat is not loaded');
    const draft = keepDraft ? this.store?.getState().sendBoxValue : undefined;
    this.directLine?.end();
    this.connected = false;
    this.directLine = webChat.createDirectLine({
      domain: `${location.origin}${DIRECT_LINE}`,
      token,
      conversationId,
      watermark: '0',
      webSocket: true,
    });
    this.store = webChat.createStore({}, this.listening());
    const { directLine, store, locale } = this;
    // A key of its own makes React begin anew instead of mixing two transcripts.
    const key = `shown-${++this.shown}`;
    const look = { styleOptions: STYLE, adaptiveCardsHostConfig: CARDS };
    // A colleague who has the conversation sees that the customer types.
    const props = { key, directLine, store, locale, sendTypingIndicator: true, ...look };
    webChat.renderWebChat(props, this.element);
    if (draft) this.store.dispatch({ type: 'WEB_CHAT/SET_SEND_BOX', payload: { text: draft } });
  }

  /** Sends it, or keeps it until there is a connection: Web Chat drops what it is told before. */
  say(text: string): void {
    if (this.connected)
      this.store?.dispatch({ type: 'WEB_CHAT/SEND_MESSAGE', payload: { text, method: 'keyboard' } });
    else this.waiting = text;
  }

  focus(): void {
    this.element.querySelector<HTMLElement>('[data-id=webchat-sendbox-input]')?.focus();
  }

  private listening(): Middleware {
    return () => (next) => (action) => {
      if (action.type === 'DIRECT_LINE/CONNECT_FULFILLED') setTimeout(() => this.hasConnected());
      if (action.type === 'DIRECT_LINE/INCOMING_ACTIVITY') this.heard.spoken();
      if (action.type.startsWith('DIRECT_LINE/POST_ACTIVITY_') && !this.isTyping(action))
        this.posting(action);
      return next(action);
    };
  }

  private posting({ type }: Action): void {
    if (type === 'DIRECT_LINE/POST_ACTIVITY_PENDING') this.heard.spoken();
    if (type === 'DIRECT_LINE/POST_ACTIVITY_FULFILLED') this.heard.stored();
    if (type === 'DIRECT_LINE/POST_ACTIVITY_REJECTED') this.heard.refused();
  }

  /** That somebody types is posted, too, but is nothing that was said; nobody need know whether it arrived. */
  private isTyping({ type, payload, meta }: Action): boolean {
    const id = meta?.clientActivityID;
    const posted = (payload as { readonly activity?: { readonly type?: string } } | undefined)?.activity;
    if (id === undefined) return false;
    if (type === 'DIRECT_LINE/POST_ACTIVITY_PENDING' && posted?.type === 'typing') this.typing.add(id);
    return this.typing.has(id);
  }

  private hasConnected(): void {
    this.connected = true;
    const { waiting } = this;
    this.waiting = undefined;
    if (waiting) this.say(waiting);
  }
}
