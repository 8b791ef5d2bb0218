/** The chat page: Web Chat on one side, what the agent makes of the conversation on the other. */
import { byId, el } from './dom';
import { Panel } from './panel';
import { Refused, type Session } from './server';
import { begin, keepFresh, kept, renew, resume } from './session';
import { languageOf } from './texts';
import { Watch } from './watch';
import { Chat } from './webChat';

const AGAIN_MS = 2_000; // between tries to reach a server that is away
const SILENT_MS = 700; // a conversation that comes back with nothing by then has nothing in it
const WIDE = '(min-width: 900px)';

const { texts, lang, locale } = languageOf(navigator.language);
const notice = byId('notice');
const welcome = byId('welcome');

// The large script comes last in the page and is there by then.
const loaded = new Promise((resolve) => addEventListener('DOMContentLoaded', resolve, { once: true }));

let session: Session | undefined;
let away = false;
let spoken = false;

const panel = new Panel(byId('panel'), texts, (words) => (byId('spoken').textContent = words));
const watch = new Watch({
  session: () => session,
  seen: (view) => panel.show(view),
  off: () => panel.hide(),
  renew: () =>
    session
      ? renew(session).then(
          (renewed) => ((session = renewed), true),
          () => false,
        )
      : Promise.resolve(false),
  reachable: (yes) => reachable(yes),
});
const chat = new Chat(byId('webchat'), locale, {
  spoken: () => {
    spoken = true;
    welcome.hidden = true;
    watch.begin();
  },
  stored: () => {
    if (notice.textContent === texts.notSent) say(undefined);
    watch.begin();
  },
  refused: () => {
    if (!away) say(texts.notSent);
  },
});

function say(words: string | undefined): void {
  notice.hidden = words === undefined;
  notice.textContent = words ?? '';
}

function reachable(yes: boolean): void {
  if (yes === !away) return;
  away = !yes;
  say(away ? texts.unreachable : undefined);
  // Web Chat itself would come back within half a minute; a person who sees the server again should not wait.
  if (yes) void start(true);
}

/** Shows the tab's conversation, or a new one; tries until the server answers. */
async function start(again = false): Promise<void> {
  try {
    const [{ session: found, lost }] = await Promise.all([resume(), loaded]);
    away = false;
    show(found, lost ? texts.begunAnew : undefined, again);
  } catch (error) {
    if (error instanceof Refused && error.status < 500) return say(texts.refused);
    away = true;
    say(texts.unreachable);
    setTimeout(() => void start(again), AGAIN_MS);
  }
}

function show(found: Session, words: string | undefined, keepDraft = false): void {
  if (found.conversationId !== session?.conversationId) {
    panel.forget();
    watch.pause();
    spoken = false;
  }
  session = found;
  say(words);
  chat.show(found, keepDraft);
  watch.soon();
  setTimeout(() => (welcome.hidden = spoken), SILENT_MS);
  if (matchMedia(WIDE).matches) requestAnimationFrame(() => chat.focus());
}

async function anew(): Promise<void> {
  try {
    show(await begin(), undefined);
    welcome.hidden = false;
  } catch (error) {
    say(error instanceof Refused && error.status < 500 ? texts.refused : texts.unreachable);
  }
}

function write(): void {
  document.documentElement.lang = lang;
  document.title = texts.name;
  const words = texts as unknown as Readonly<Record<string, string>>;
  for (const node of document.querySelectorAll<HTMLElement>('[data-text]'))
    node.textContent = words[node.dataset['text'] ?? ''] ?? '';
  for (const node of document.querySelectorAll<HTMLElement>('[data-label]'))
    node.ariaLabel = words[node.dataset['label'] ?? ''] ?? '';
  byId('examples').append(...texts.examples.map((example) => el('li', '', exampleButton(example))));
}

function exampleButton(words: string): HTMLButtonElement {
  const button = el('button', 'example', words);
  button.type = 'button';
  button.addEventListener('click', () => {
    chat.say(words);
    chat.focus();
  });
  return button;
}

write();
// Before the chat is there: what is chosen is sent as soon as it is.
welcome.hidden = kept() !== undefined;
byId('anew').addEventListener('click', () => void anew());
keepFresh(
  () => session,
  (renewed) => (session = renewed),
);
void start();
