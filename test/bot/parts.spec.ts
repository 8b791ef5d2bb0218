/** Small parts of the running process: the chat's secret, the door out, the limit on how much one customer may write. */
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { channelByReference } from '../../bot/channels';
import { limited } from '../../bot/rateLimit';
import { loadSecret } from '../../bot/secret';
import { ChannelFailed, type Channel, type OutgoingMessage } from '../../cases/channel';
import type { Store } from '../../cases/store';
import { createEmbeddedStore } from '../../storage/embedded/store';
import { aTurn, NOW } from '../support/builders';
import { aFolder } from '../support/stores';

describe('the secret that signs chat tokens', () => {
  let folder: string;
  let store: Store;
  beforeEach(async () => {
    folder = aFolder();
    store = createEmbeddedStore({ folder });
    await store.start();
  });
  afterEach(async () => {
    await store.stop();
    rmSync(folder, { recursive: true });
  });

  it('is made once, also by two that ask at the same time, and kept', async () => {
    const [first, second] = await Promise.all([loadSecret(store, 'chat'), loadSecret(store, 'chat')]);
    assert.equal(first.length, 32);
    assert.deepEqual([...second], [...first]);
    assert.deepEqual([...(await loadSecret(store, 'chat'))], [...first]);
  });

  it('is not the same elsewhere', async () => {
    const elsewhere = aFolder();
    const other = createEmbeddedStore({ folder: elsewhere });
    await other.start();
    assert.notDeepEqual([...(await loadSecret(store, 'chat'))], [...(await loadSecret(other, 'chat'))]);
    await other.stop();
    rmSync(elsewhere, { recursive: true });
  });
});

describe('the door out', () => {
  const channel = (name: string): Channel => ({ send: () => Promise.resolve({ activityId: name }) });
  const out = channelByReference({ botframework: channel('bf'), directline: channel('dl') });
  const message = (reference: unknown): OutgoingMessage => ({
    effectId: 'e',
    conversationId: 'c',
    seq: 1,
    channel: 'x',
    reference,
    language: 'en',
    at: NOW,
    content: { kind: 'text', text: 'hi' },
  });

  it('is the adapter that the conversation came through', async () => {
    assert.deepEqual(await out.send(message({ kind: 'botframework' })), { activityId: 'bf' });
    assert.deepEqual(await out.send(message({ kind: 'directline' })), { activityId: 'dl' });
  });

  for (const reference of [
    null,
    undefined,
    'botframework',
    {},
    { kind: 'email' },
    { kind: 'toString' },
    { kind: 1 },
  ]) {
    it(`is closed for good where there is none: ${reference === undefined ? 'nothing' : JSON.stringify(reference)}`, () =>
      assert.rejects(
        out.send(message(reference)),
        (error) => error instanceof ChannelFailed && !error.retry,
      ));
  }
});

describe('how much one customer may write', () => {
  const accepted = { kind: 'accepted', conversationId: 'c', seq: 1, repeated: false } as const;
  let now: number;
  beforeEach(() => (now = 0));
  const receive = (perMinute: number) =>
    limited(
      () => Promise.resolve(accepted),
      () => Promise.resolve({ perMinute }),
      () => now,
    );

  it('is so many turns at once; then they are told when to come again', async () => {
    const take = receive(2);
    const kinds = [await take(aTurn()), await take(aTurn()), await take(aTurn())];
    assert.deepEqual(kinds, [accepted, accepted, { kind: 'busy', retryAfterSeconds: 30 }]);
  });

  it('is more when time has passed, never more than that at once', async () => {
    const take = receive(2);
    now = 3_600_000;
    await take(aTurn());
    await take(aTurn());
    assert.equal((await take(aTurn())).kind, 'busy');
    now += 30_000;
    assert.deepEqual([(await take(aTurn())).kind, (await take(aTurn())).kind], ['accepted', 'busy']);
  });

  it('is counted for each customer by themselves', async () => {
    const take = receive(1);
    await take(aTurn());
    assert.equal((await take(aTurn({ from: { id: 'user:eve', name: 'Eve' } }))).kind, 'accepted');
    assert.equal((await take(aTurn({ channel: 'msteams' }))).kind, 'accepted');
  });
});
