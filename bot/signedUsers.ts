/** Proves who the user of a chat page is: a JWT that the page's own server signed with the key in the settings. */
import { importSPKI, jwtVerify } from 'jose';
import { z } from 'zod/v4';
import type { SettingsSource } from '../agent/context';
import type { Settings } from '../cases/settings';
import type { ProvenIdentity } from '../cases/conversation/turns';

const claims = z.object({
  sub: z.string().min(1).max(200),
  name: z.string().max(200).optional(),
  email: z.email().max(320).optional(),
  phone_number: z.string().max(40).optional(),
});

/**
 * Registered claims of RFC 7519 and OpenID Connect Core 5.1 (`sub`, `name`, `email`, `phone_number`).
 * @returns a function that rejects where the token is not accepted.
 */
export function userVerifier(
  settings: SettingsSource,
  env: NodeJS.ProcessEnv,
): (jwt: string) => Promise<ProvenIdentity> {
  return async (jwt) => {
    const { signedUsers } = (await settings.current()).settings.access;
    if (!signedUsers) throw new Error('signed users are not set up');
    const key = await keyOf(signedUsers, env);
    const { algorithm, issuer, audience } = signedUsers;
    const { payload } = await jwtVerify(jwt, key, {
      algorithms: [algorithm],
      issuer,
      audience,
      requiredClaims: ['sub', 'exp'],
    });
    const { sub, name, email, phone_number: phone } = claims.parse(payload);
    return { id: `user:${sub}`, name, email, phone };
  };
}

type SignedUsers = NonNullable<Settings['access']['signedUsers']>;

async function keyOf({ algorithm, publicKey, secretName }: SignedUsers, env: NodeJS.ProcessEnv) {
  if (algorithm !== 'HS256') {
    if (!publicKey) throw new Error('the settings name no public key for signed users');
    return importSPKI(publicKey, algorithm);
  }
  const secret = secretName === undefined ? undefined : env[secretName];
  if (!secret) throw new Error('the secret for signed users is not in the environment');
  return new TextEncoder().encode(secret);
}
