/** The long rounds are `npm run chaos`; here a few of them, and the proof that its checks can fail. */
import assert from 'node:assert/strict';
import { customer, type Door } from '../../../commands/chaos/customers';
import { killedRounds } from '../../../commands/chaos/killed';
import { seeded } from '../../../commands/chaos/random';
import {
  checkAcknowledged,
  checkArrivals,
  checkOutcome,
  checkTranscript,
  noFaults,
} from '../../../commands/chaos/verdict';
import { caseIdOf } from '../../../cases/case';
import type { Store } from '../../../cases/store';
import type { MadeStore } from '../../contracts/storeContract';
import { madeEmbedded } from '../../storage/embeddedMade';
import { aStoredCase, aStoredConversation, aStoredTurn } from '../../support/stores';

describe('an agent under load, killed at random moments', function () {
  this.timeout(120_000);

  it('loses no acknowledged turn, doubles no case and no effect, and misses none', async () => {
    const report = await killedRounds({ rounds: 2, customers: 4, random: seeded(7) });
    const { acknowledged, lost, doubledCases, missingEffects, doubledEffects, broken } = report;
    assert.deepEqual(
      { acknowledged, lost, doubledCases, missingEffects, doubledEffects, broken },
      { acknowledged: 32, lost: [], doubledCases: [], missingEffects: [], doubledEffects: [], broken: [] },
    );
  });
});

describe('the moments of a chaos run', () => {
  it('are the same for the same seed, and others for another', () => {
    const three = (seed: number): number[] => [1, 2, 3].map(seeded(seed));
    assert.deepEqual(three(5), three(5));
    assert.notDeepEqual(three(5), three(6));
    assert.ok(three(5).every((one) => one >= 0 && one < 1));
  });
});

describe('the verdict of a chaos run', () => {
  const silent: Door = { send: () => Promise.resolve() };
  let made: MadeStore;
  let store: Store;
  beforeEach(async () => {
    made = await madeEmbedded();
    store = made.store;
  });
  afterEach(async () => {
    await store.stop();
    await made.cleanUp();
  });

  it('tells a message that was acknowledged and is nowhere', async () => {
    const one = customer(1, 'emulator:c1', silent);
    one.says.slice(0, 2).forEach((said) => (said.acknowledged = true));
    await store.insert('turns', aStoredTurn({ conversationId: one.id, text: one.says[0]?.text }));
    const faults = noFaults();
    await checkAcknowledged(store, [one], faults);
    assert.deepEqual(faults.lost, [`emulator:c1: "${one.says[1]?.text}"`]);
  });

  it('tells a case that was not opened, a value that is wrong, a number not told and a card not shown', async () => {
    const [without, wrong] = [customer(1, 'emulator:c1', silent), customer(2, 'emulator:c2', silent)];
    for (const { id } of [without, wrong])
      await store.insert('conversations', aStoredConversation({ _id: id }));
    const _id = caseIdOf(wrong.id, 1);
    await store.insert('cases', aStoredCase({ _id, conversations: [wrong.id] }));
    await store.insert('cases', aStoredCase({ _id: caseIdOf(wrong.id, 2), number: 'CAS-2' }));
    await store.insert('audit', {
      ...{
        _id: `${_id}/1/0`,
        version: 1,
        caseId: _id,
        caseVersion: 1,
        index: 0,
        at: '',
        reason: '',
        quotes: [],
      },
      ...{ by: { id: 'agent', name: 'Agent' }, byKind: 'agent', what: { kind: 'opened' } },
    });
    const faults = noFaults();
    await checkOutcome(store, [without, wrong], ['emulator:rep'], faults);
    assert.deepEqual(faults.doubledCases, [wrong.id]);
    const missing = faults.missingEffects.join('\n');
    for (const words of [
      /c1: no case/,
      /c2: serial is undefined/,
      /told the number 0 times/,
      /not shown to emulator:rep/,
    ])
      assert.match(missing, words);
  });

  it('tells an effect that never arrived, one that nobody knows of, and other words', () => {
    const turns = ['a', 'b'].map((effectId, seq) =>
      aStoredTurn({ seq, effectId, from: 'agent', text: effectId }),
    );
    const arrivals = ['b', 'c'].map((effectId) => ({
      conversation: 'c1',
      effectId,
      text: 'other',
      life: 1,
      atMs: 0,
    }));
    const faults = noFaults();
    checkArrivals('c1', turns, arrivals, faults);
    assert.match(faults.missingEffects.join(), /a never arrived/);
    assert.match(faults.doubledEffects.join(), /nobody knows of c/);
    assert.match(faults.broken.join(), /b arrived with other words/);
  });

  it('tells a reply that a chat never shows, and one that it shows twice', () => {
    const turns = [aStoredTurn({ seq: 1, effectId: 'a', from: 'agent' })];
    const shown = { id: 'c1|1', from: { role: 'bot' } };
    const judged = (read: (typeof shown)[]): [number, number] => {
      const faults = noFaults();
      checkTranscript('c1', turns, read, faults);
      return [faults.missingEffects.length, faults.doubledEffects.length];
    };
    assert.deepEqual(
      [judged([]), judged([shown])],
      [
        [1, 0],
        [0, 0],
      ],
    );
    assert.deepEqual(judged([shown, shown]), [0, 2]);
  });
});
