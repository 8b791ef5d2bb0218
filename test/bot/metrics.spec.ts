/** What is counted of the process: failures too, and in words of ours alone. */
import assert from 'node:assert/strict';
import { Metrics } from '../../bot/metrics';
import { ChannelFailed, type OutgoingMessage } from '../../cases/channel';
import { StoreBusy, StoreUnavailable, type Store } from '../../cases/store';
import { aTurn } from '../support/builders';

describe('the metrics', () => {
  let metrics: Metrics;
  beforeEach(() => (metrics = new Metrics()));

  /** The lines with a value above 0, without the prefix. */
  const counted = async (): Promise<string[]> =>
    (await metrics.registry.metrics())
      .split('\n')
      .filter((line) => line.startsWith('case_agent_') && !line.endsWith(' 0'))
      .map((line) => line.replace('case_agent_', ''));

  it('count what a store could not do, by why, and leave its errors as they are', async () => {
    const errors = [new StoreBusy('cases'), new StoreUnavailable('full'), new Error('damaged')];
    const failing = { get: () => Promise.reject(errors[0] ?? new Error('none')) } as unknown as Store;
    const store = metrics.storing(failing);
    for (const error of [...errors]) {
      await assert.rejects(store.get('cases', 'x'), error);
      errors.shift();
    }
    assert.deepEqual(await counted(), [
      'store_errors_total{error="busy"} 1',
      'store_errors_total{error="unavailable"} 1',
      'store_errors_total{error="other"} 1',
    ]);
  });

  it('count a case when it is opened, and not when it was open already', async () => {
    const answers = ['inserted', 'exists', 'inserted'] as const;
    let at = 0;
    const store = metrics.storing({ insert: async () => answers[at++] } as unknown as Store);
    await store.insert('cases', { _id: 'a' } as never);
    await store.insert('cases', { _id: 'a' } as never);
    await store.insert('turns', { _id: 'a' } as never);
    assert.deepEqual(await counted(), ['cases_opened_total 1']);
  });

  it('count what was sent, what is tried again, and what is given up', async () => {
    const ends: (Error | undefined)[] = [
      undefined,
      new ChannelFailed('503', true),
      new ChannelFailed('403', false),
    ];
    const channel = metrics.sending({
      send: () => {
        const failure = ends.shift();
        return failure ? Promise.reject(failure) : Promise.resolve({ activityId: 'm1' });
      },
    });
    const message = {} as OutgoingMessage;
    await channel.send(message);
    await assert.rejects(channel.send(message), ChannelFailed);
    await assert.rejects(channel.send(message), ChannelFailed);
    assert.deepEqual(await counted(), [
      'sends_total{outcome="sent"} 1',
      'sends_total{outcome="failed"} 1',
      'sends_total{outcome="given-up"} 1',
    ]);
  });

  it('count turns by how they were received, and nothing that customers say of themselves', async () => {
    const accepted = { kind: 'accepted', conversationId: 'c', seq: 1 } as const;
    const answers = [
      { ...accepted, repeated: false },
      { ...accepted, repeated: true },
      { kind: 'busy' as const, retryAfterSeconds: 1 },
    ];
    const receive = metrics.receiving(async () => answers.shift() ?? assert.fail());
    for (let n = 0; n < 3; n++) await receive(aTurn({ text: 'Dana', channel: 'made-up' }));
    assert.deepEqual(await counted(), [
      'turns_total{received="accepted"} 1',
      'turns_total{received="repeated"} 1',
      'turns_total{received="busy"} 1',
    ]);
  });

  it('count the errors of the log by their words, not by what they are about', async () => {
    const lines: unknown[] = [];
    const none = (): void => undefined;
    const log = metrics.logging({
      info: none,
      warn: none,
      error: (details, words) => lines.push([details, words]),
    });
    log.error({ conversationId: 'Dana' }, 'the sweep failed');
    log.warn({}, 'something else');
    assert.deepEqual(lines, [[{ conversationId: 'Dana' }, 'the sweep failed']]);
    assert.deepEqual(await counted(), ['errors_total{what="the sweep failed"} 1']);
  });
});
