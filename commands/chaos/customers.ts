/** The customers of a chaos run: what they say, what was acknowledged, and the two channels that they write by. */
import type { SettingsInput } from '../../cases/settings';

/** Everything that a customer says has one right outcome. */
export const CHAOS_SETTINGS: SettingsInput = {
  fields: [
    { name: 'issue', label: 'Issue description', type: 'multilineText', description: 'What went wrong.' },
    { name: 'contact', label: 'Contact', type: 'lookup', catalogue: 'contacts' },
    {
      name: 'serial',
      label: 'Serial number',
      type: 'text',
      pattern: '[A-Z]{2}-\\d{4}-\\d{5}',
      examples: ['CM-2481-09371'],
      question: { en: 'What is the serial number?' },
    },
    {
      name: 'order',
      label: 'Order number',
      type: 'text',
      pattern: '\\d{4}-\\d{3}',
      examples: ['4711-880'],
      question: { en: 'What is the order number?' },
    },
  ],
  creation: { defaultFields: ['issue', 'contact'] },
  updates: { rules: [{ name: 'Everything', fields: ['serial', 'order'] }] },
  turns: { settleMs: 50, settleMaxMs: 500, perMinuteMax: 10_000 },
};

export interface Said {
  readonly id: string;
  readonly text: string;
  acknowledged: boolean;
}

export interface Customer {
  /** The conversation's id in the store. */
  readonly id: string;
  readonly door: Door;
  readonly says: readonly Said[];
  /** The values that its case must have in the end. */
  readonly values: Readonly<Record<string, string>>;
}

/** How a customer's message reaches the agent. */
export interface Door {
  /**
   * Resolves where the message was acknowledged; `at`: when the channel heard it, now unless given.
   * @throws where it was not: it is sent again under the same id.
   */
  send(url: string, id: string, text: string, at?: string): Promise<void>;
}

/** The nth customer, with everything that they will say. */
export function customer(n: number, id: string, door: Door): Customer {
  const serial = `CM-2481-${String(10_000 + (n % 90_000))}`;
  const order = `${4_000 + (n % 5_000)}-${100 + (n % 900)}`;
  const texts = [
    'My espresso machine leaks from the bottom.',
    `I am Dana Reyes, dana${n}@example.com.`,
    `The serial number is ${serial}.`,
    `The order number was ${order}.`,
  ];
  const says = texts.map((text, at) => ({ id: `${n}-${at}`, text, acknowledged: false }));
  return { id, door, says, values: { serial, order } };
}

/** A channel of the Bot Framework: posts activities, hears answers at its service URL. */
export function connectorDoor(conversation: string, user: string, serviceUrl: string): Door {
  return {
    send: (url, id, text, at) =>
      post(`${url}/api/messages`, {
        type: 'message',
        id,
        channelId: 'emulator',
        serviceUrl,
        from: { id: user, name: user },
        recipient: { id: 'bot', name: 'Agent' },
        conversation: { id: conversation },
        timestamp: at ?? new Date().toISOString(),
        text,
      }).then(() => undefined),
  };
}

export interface Chat extends Door {
  readonly conversation: string;
  /** All that the agent said, from the beginning, as the client reads it. */
  read(url: string): Promise<readonly ChatActivity[]>;
}

export interface ChatActivity {
  readonly id: string;
  readonly text?: string;
  readonly from: { readonly role?: string };
}

/** The local Direct Line. */
export async function chat(url: string): Promise<Chat> {
  const root = '/v3/directline';
  const opened = (await post(`${url}${root}/conversations`, {})) as {
    readonly conversationId: string;
    readonly token: string;
  };
  const path = `${root}/conversations/${opened.conversationId}/activities`;
  const headers = { authorization: `Bearer ${opened.token}` };
  return {
    conversation: opened.conversationId,
    send: (at, id, text) =>
      post(
        `${at}${path}`,
        { type: 'message', text, from: { id: 'me' }, channelData: { clientActivityID: id } },
        headers,
      ).then(() => undefined),
    read: (at) => readAll(`${at}${path}`, headers),
  };
}

async function readAll(url: string, headers: Record<string, string>): Promise<ChatActivity[]> {
  const activities: ChatActivity[] = [];
  for (let watermark = ''; ;) {
    const answer = await fetch(`${url}?watermark=${watermark}`, { headers });
    if (!answer.ok) throw new Error(`the transcript answered ${answer.status}`);
    const page = (await answer.json()) as { activities: ChatActivity[]; watermark: string };
    if (page.activities.length === 0) return activities;
    activities.push(...page.activities);
    watermark = page.watermark;
  }
}

const ANSWER_MS_MAX = 10_000;

export async function post(
  url: string,
  body: object,
  headers: Record<string, string> = {},
): Promise<unknown> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(ANSWER_MS_MAX),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${new URL(url).pathname} answered ${answer.status}`);
  return text === '' ? undefined : JSON.parse(text);
}
