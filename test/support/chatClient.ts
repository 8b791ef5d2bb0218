/** A customer's chat over the local Direct Line, by HTTP alone. */
export interface ChatActivity {
  readonly id: string;
  readonly type: string;
  readonly text?: string;
  readonly from: { readonly id: string; readonly role?: string };
  readonly attachments?: readonly { readonly contentType: string; readonly content?: unknown }[];
  readonly channelData?: { readonly clientActivityID?: string };
}

export interface ChatSession {
  readonly token: string;
  readonly conversationId: string;
}

export async function openChat(url: string, body: object = {}): Promise<ChatSession> {
  const { token } = await postJson<{ token: string }>(`${url}/v3/directline/tokens/generate`, body);
  const started = await postJson<{ conversationId: string; token: string }>(
    `${url}/v3/directline/conversations`,
    {},
    token,
  );
  return { token: started.token ?? token, conversationId: started.conversationId };
}

export async function say(
  url: string,
  chat: ChatSession,
  text: string,
  clientActivityID?: string,
): Promise<{ id: string }> {
  const activity = {
    type: 'message',
    text,
    from: { id: 'me' },
    channelData: clientActivityID ? { clientActivityID } : undefined,
  };
  return postJson(
    `${url}/v3/directline/conversations/${chat.conversationId}/activities`,
    activity,
    chat.token,
  );
}

export async function transcript(url: string, chat: ChatSession): Promise<readonly ChatActivity[]> {
  const answer = await fetch(`${url}/v3/directline/conversations/${chat.conversationId}/activities`, {
    headers: { authorization: `Bearer ${chat.token}` },
  });
  if (!answer.ok) throw new Error(`the transcript answered ${answer.status}`);
  return ((await answer.json()) as { activities: ChatActivity[] }).activities;
}

export async function fromBot(url: string, chat: ChatSession): Promise<readonly ChatActivity[]> {
  return (await transcript(url, chat)).filter((activity) => activity.from.role === 'bot');
}

export async function postJson<T>(url: string, body: object, token?: string): Promise<T> {
  const headers = {
    'content-type': 'application/json',
    ...(token ? { authorization: `Bearer ${token}` } : {}),
  };
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as T;
}

export async function getJson<T>(url: string): Promise<T> {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as T;
}
