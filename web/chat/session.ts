/** The conversation of this tab: it outlives a reload, and ends with the tab. */
import { Refused, type Session, newSession, refreshed } from './server';

const KEY = 'conversation';
const REFRESH_MS = 20 * 60_000; // tokens live for an hour

export function kept(): Session | undefined {
  try {
    const found = JSON.parse(sessionStorage.getItem(KEY) ?? '{}') as Partial<Session>;
    return found.token && found.conversationId ? (found as Session) : undefined;
  } catch {
    return undefined;
  }
}

function keep(session: Session): Session {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(session));
  } catch {
    // Storage is off: the conversation works, and a reload begins another.
  }
  return session;
}

export const begin = async (): Promise<Session> => keep(await newSession());
export const renew = async (session: Session): Promise<Session> => keep(await refreshed(session));

/**
 * Goes on with the tab's conversation, or begins one.
 * @throws Unreachable, Refused
 */
export async function resume(): Promise<{ session: Session; lost: boolean }> {
  const before = kept();
  if (!before) return { session: await begin(), lost: false };
  try {
    return { session: await renew(before), lost: false };
  } catch (error) {
    if (error instanceof Refused && (error.status === 401 || error.status === 403))
      return { session: await begin(), lost: true };
    throw error;
  }
}

/** Renews the token long before it ends; what goes wrong is tried again next time. */
export function keepFresh(current: () => Session | undefined, renewed: (session: Session) => void): void {
  setInterval(() => {
    const session = current();
    if (session) renew(session).then(renewed, () => undefined);
  }, REFRESH_MS);
}
