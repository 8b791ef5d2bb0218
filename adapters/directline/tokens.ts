/** Tokens bind a client to one conversation and one user: what a client says about itself is never believed later. */
import { SignJWT, errors, jwtVerify } from 'jose';
import * as z from 'zod/v4';
import type { Clock } from '../../cases/channel';
import type { ProvenIdentity } from '../../cases/conversation/turns';
import { DirectLineRefusal } from './errors';

export const TOKEN_SECONDS = 3600;
const STREAM_TOKEN_SECONDS = 60; // it stands in an address, which logs keep: good for one connect only
const CLIENT = 'directline';
const STREAM = 'directline-stream';

/** What a token vouches for. */
export interface Holder {
  readonly conversation: string;
  readonly user: { readonly id: string; readonly name: string };
  /** Present for a signed user only. */
  readonly identity?: ProvenIdentity;
  /** Where non-empty, the only pages that may use the token. */
  readonly trustedOrigins?: readonly string[];
}

const claims = z.object({
  conversation: z.string().min(1),
  // Web Chat reads the claim `user` as the id of its own side.
  user: z.string().min(1),
  name: z.string(),
  identity: z
    .object({
      id: z.string().min(1),
      name: z.string().optional(),
      email: z.string().optional(),
      phone: z.string().optional(),
    })
    .optional(),
  trustedOrigins: z.array(z.string()).optional(),
});

export interface Tokens {
  issue(holder: Holder): Promise<string>;
  /** @throws DirectLineRefusal */
  read(token: string): Promise<Holder>;
  issueForStream(holder: Holder): Promise<string>;
  /** @throws DirectLineRefusal */
  readForStream(token: string): Promise<Holder>;
}

/** HS256 over `secret`, by our own clock. */
export function createTokens(secret: Uint8Array, clock: Clock): Tokens {
  const issue = (holder: Holder, audience: string, seconds: number): Promise<string> => {
    const now = Math.floor(Date.parse(clock()) / 1000);
    const { user, ...rest } = holder;
    return new SignJWT({ ...rest, user: user.id, name: user.name })
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
      .setAudience(audience)
      .setIssuedAt(now)
      .setExpirationTime(now + seconds)
      .sign(secret);
  };
  const read = async (token: string, audience: string): Promise<Holder> => {
    try {
      const currentDate = new Date(clock());
      const verified = await jwtVerify(token, secret, { algorithms: ['HS256'], audience, currentDate });
      const { user, name, ...rest } = claims.parse(verified.payload);
      return { ...rest, user: { id: user, name } };
    } catch (error) {
      if (error instanceof errors.JWTExpired)
        throw new DirectLineRefusal('TokenExpired', 'The token has expired.');
      throw new DirectLineRefusal('TokenInvalid', 'The token is not one of this server.');
    }
  };
  return {
    issue: (holder) => issue(holder, CLIENT, TOKEN_SECONDS),
    read: (token) => read(token, CLIENT),
    issueForStream: (holder) => issue(holder, STREAM, STREAM_TOKEN_SECONDS),
    readForStream: (token) => read(token, STREAM),
  };
}

/** The token of an `Authorization: Bearer …` header. */
export function bearerOf(header: string | undefined): string | undefined {
  return /^Bearer +(\S+)$/i.exec(header ?? '')?.[1];
}
