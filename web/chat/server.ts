/** What the page asks the server: a token for a conversation, and the panel. */
import type { PanelView } from '../../cases/panel';

export interface Session {
  readonly conversationId: string;
  readonly token: string;
}

/** The server answered, and did not give it. */
export class Refused extends Error {
  constructor(readonly status: number) {
    super(`refused with ${status}`);
  }
}

/** No answer: the server is down, or the network is. */
export class Unreachable extends Error {}

export const DIRECT_LINE = '/v3/directline';
const ANSWER_MS_MAX = 10_000;

async function ask(path: string, init: RequestInit): Promise<Response> {
  const signal = AbortSignal.timeout(ANSWER_MS_MAX);
  const answer = await fetch(path, { ...init, signal, cache: 'no-store' }).catch(() => {
    throw new Unreachable();
  });
  // What a proxy says for a server that is away.
  if (answer.status === 502 || answer.status === 504) throw new Unreachable();
  if (!answer.ok) throw new Refused(answer.status);
  return answer;
}

async function askForToken(path: string, token?: string): Promise<Session> {
  const headers = {
    'Content-Type': 'application/json',
    ...(token ? { Authorization: `Bearer ${token}` } : {}),
  };
  const answer = await ask(`${DIRECT_LINE}/tokens/${path}`, { method: 'POST', headers, body: '{}' });
  return (await answer.json()) as Session;
}

export const newSession = (): Promise<Session> => askForToken('generate');
export const refreshed = ({ token }: Session): Promise<Session> => askForToken('refresh', token);

/** `undefined` while nothing has been said. */
export async function panelOf(session: Session): Promise<PanelView | undefined> {
  const id = encodeURIComponent(`directline:${session.conversationId}`);
  const headers = { Authorization: `Bearer ${session.token}` };
  try {
    const answer = await ask(`/api/conversations/${id}/panel`, { headers });
    return (await answer.json()) as PanelView;
  } catch (error) {
    if (error instanceof Refused && error.status === 404) return undefined;
    throw error;
  }
}
