/** Signed users: whose token is believed, and of whom nothing is. */
import assert from 'node:assert/strict';
import { exportSPKI, generateKeyPair, SignJWT, type JWTPayload, type KeyLike } from 'jose';
import { userVerifier } from '../../bot/signedUsers';
import type { SettingsInput } from '../../cases/settings';
import { someSettings } from '../support/builders';

type SignedUsers = NonNullable<NonNullable<SettingsInput['access']>['signedUsers']>;

const SECRET = 'a shared secret of the shop, long enough';
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const DANA: JWTPayload = { sub: 'dana', name: 'Dana', email: 'dana@example.com', phone_number: '+15550100' };

function verifierOf(signedUsers: SignedUsers | undefined, env: NodeJS.ProcessEnv = { SHOP_SECRET: SECRET }) {
  const settings = someSettings({ access: { signedUsers } });
  return userVerifier({ current: () => Promise.resolve({ n: 1, settings }) }, env);
}

interface Signing {
  readonly alg?: string;
  readonly key?: Uint8Array | KeyLike;
  /** Seconds from now; none where it is null. */
  readonly expiresIn?: number | null;
  readonly issuer?: string;
  readonly audience?: string;
}

function sign(
  payload: JWTPayload,
  { alg = 'HS256', key = bytes(SECRET), expiresIn = 60, issuer, audience }: Signing = {},
): Promise<string> {
  const jwt = new SignJWT(payload).setProtectedHeader({ alg });
  if (expiresIn !== null) jwt.setExpirationTime(Math.floor(Date.now() / 1000) + expiresIn);
  if (issuer) jwt.setIssuer(issuer);
  if (audience) jwt.setAudience(audience);
  return jwt.sign(key);
}

const HS256: SignedUsers = { algorithm: 'HS256', secretName: 'SHOP_SECRET' };

describe('a user signed with a shared secret', () => {
  it('is who the token says', async () =>
    assert.deepEqual(await verifierOf(HS256)(await sign(DANA)), {
      id: 'user:dana',
      name: 'Dana',
      email: 'dana@example.com',
      phone: '+15550100',
    }));

  it('needs no more than a subject', async () =>
    assert.deepEqual(await verifierOf(HS256)(await sign({ sub: 'dana' })), {
      id: 'user:dana',
      name: undefined,
      email: undefined,
      phone: undefined,
    }));

  const refused: readonly [
    name: string,
    payload: JWTPayload,
    signing: Signing,
    settings?: Partial<SignedUsers>,
  ][] = [
    ['another key', DANA, { key: bytes('a secret of somebody else, long enough') }],
    ['an expired token', DANA, { expiresIn: -60 }],
    ['a token that never expires', DANA, { expiresIn: null }],
    ['no subject', { name: 'Dana' }, {}],
    ['an empty subject', { sub: '' }, {}],
    ['another algorithm', DANA, { alg: 'HS512' }],
    ['an address that is none', { sub: 'dana', email: 'not an address' }, {}],
    ['another issuer', DANA, { issuer: 'evil' }, { issuer: 'shop' }],
    ['no issuer', DANA, {}, { issuer: 'shop' }],
    ['another audience', DANA, { audience: 'other' }, { audience: 'agent' }],
  ];
  for (const [name, payload, signing, settings] of refused) {
    it(`is nobody with ${name}`, async () => {
      const jwt = await sign(payload, signing);
      await assert.rejects(verifierOf({ ...HS256, ...settings })(jwt));
    });
  }

  it('is nobody without a signature, or with half of one', async () => {
    const [header = '', payload = '', signature = ''] = (await sign(DANA)).split('.');
    const none = Buffer.from('{"alg":"none"}').toString('base64url');
    for (const forged of [
      `${none}.${payload}.`,
      `${header}.${payload}.`,
      `${header}.${payload}.${signature.slice(2)}`,
      'x',
      '',
    ])
      await assert.rejects(verifierOf(HS256)(forged));
  });

  it('is believed where issuer and audience are as set', async () => {
    const jwt = await sign(DANA, { issuer: 'shop', audience: 'agent' });
    assert.equal((await verifierOf({ ...HS256, issuer: 'shop', audience: 'agent' })(jwt)).id, 'user:dana');
  });

  it('is nobody where the secret is not in the environment, or nothing is set up', async () => {
    const jwt = await sign(DANA);
    await assert.rejects(verifierOf(HS256, {})(jwt), /not in the environment/);
    await assert.rejects(verifierOf(HS256, { SHOP_SECRET: '' })(jwt), /not in the environment/);
    await assert.rejects(verifierOf({ algorithm: 'HS256' })(jwt), /not in the environment/);
    await assert.rejects(verifierOf(undefined)(jwt), /not set up/);
  });
});

describe('a user signed with a private key', () => {
  let keys: { publicKey: KeyLike; privateKey: KeyLike };
  let publicKey: string;
  before(async () => {
    keys = await generateKeyPair('RS256');
    publicKey = await exportSPKI(keys.publicKey);
  });
  const rs256 = (): SignedUsers => ({ algorithm: 'RS256', publicKey });

  it('is who the token says', async () =>
    assert.equal(
      (await verifierOf(rs256())(await sign(DANA, { alg: 'RS256', key: keys.privateKey }))).id,
      'user:dana',
    ));

  it('is nobody with another key', async () => {
    const other = await generateKeyPair('RS256');
    await assert.rejects(verifierOf(rs256())(await sign(DANA, { alg: 'RS256', key: other.privateKey })));
  });

  it('is nobody with an expired token, or one that never expires', async () => {
    for (const expiresIn of [-60, null])
      await assert.rejects(
        verifierOf(rs256())(await sign(DANA, { alg: 'RS256', key: keys.privateKey, expiresIn })),
      );
  });

  it('is nobody where the public key was used as a shared secret', async () =>
    assert.rejects(verifierOf(rs256())(await sign(DANA, { key: bytes(publicKey) }))));

  it('is nobody where the settings name no key', async () =>
    assert.rejects(
      verifierOf({ algorithm: 'RS256' })(await sign(DANA, { alg: 'RS256', key: keys.privateKey })),
      /no public key/,
    ));
});
