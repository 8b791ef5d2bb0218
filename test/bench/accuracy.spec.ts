/** The benchmark's definitions, on inputs small enough to count by hand. */
import assert from 'node:assert/strict';
import type { Played } from '../../agent/simulation/simulate';
import { createBm25 } from '../../bench/accuracy/bm25';
import { readSupportChats, shuffled, textOf } from '../../bench/accuracy/data';
import { evidenceGap } from '../../bench/accuracy/evidence';
import { Calibration, Count } from '../../bench/accuracy/figures';
import { countOpenings, openingTurn } from '../../bench/accuracy/opening';
import { ValueTally } from '../../bench/accuracy/values';
import type { Prediction } from '../../cases/deciding/prediction';
import { createLocalPredictor, createValueParser } from '../../prediction';
import { aField } from '../support/predictionBuilders';

const predictor = createLocalPredictor();
const parser = createValueParser();

describe('figures', () => {
  it('precision is of what was filled, recall of what there was', () => {
    const count = new Count();
    for (const verdict of ['right', 'right', 'wrong', 'missed', 'missed'] as const) count.add(verdict);
    assert.deepEqual([count.precision, count.recall, count.f1], [2 / 3, 2 / 5, 4 / 8]);
  });

  it('nothing filled is no precision, not an error', () => assert.equal(new Count().precision, 0));

  it('sure values are judged apart, and how much of what is right they are', () => {
    const calibration = new Calibration();
    const seen: readonly [number, boolean][] = [
      [0.95, true],
      [0.9, false],
      [0.6, true],
      [0.5, true],
    ];
    for (const [confidence, right] of seen) calibration.add(confidence, right);
    assert.equal(calibration.rightFrom(0.9), 1 / 2);
    assert.equal(calibration.coverageFrom(0.9), 1 / 3);
  });

  it('the shuffle is the same each time and loses nothing', () => {
    const items = Array.from({ length: 50 }, (_, i) => i);
    assert.deepEqual(shuffled(items), shuffled(items));
    assert.notDeepEqual(shuffled(items), items);
    assert.deepEqual(
      shuffled(items).sort((a, b) => a - b),
      items,
    );
  });

  it('BM25 takes the option whose rarer words were said', () => {
    const bm25 = createBm25([
      { value: 'a', label: 'Ride booking', description: 'car, driver' },
      { value: 'b', label: 'Hotel booking', description: 'room, night' },
    ]);
    assert.equal(bm25.best('I would like a room in a hotel'), 'b');
  });
});

describe('values of a form', () => {
  const form = [
    aField({ name: 'HostName', label: 'Host Name' }),
    aField({ name: 'GuestName', label: 'Guest Name' }),
    aField({ name: 'PIN', label: 'PIN' }),
  ];
  const turns = [{ from: 'customer' as const, text: 'Ben for Anna' }];
  const filled = (value: string) => ({ value, label: value, confidence: 0.95, reason: '', evidence: [] });
  const played = (last: Record<string, string>, first = last): Played => ({
    last: new Map(Object.entries(last).map(([name, value]) => [name, filled(value)])),
    first: new Map(Object.entries(first).map(([name, value]) => [name, filled(value)])),
    predictions: [],
  });
  const row = {
    id: '1',
    turns,
    fields: { HostName: 'Ben', GuestName: 'Anna', PIN: '1234' },
    present: ['HostName', 'GuestName'],
    choiceFields: [],
  };

  it('count where they stand literally; a name in the other field is wrong', async () => {
    const tally = new ValueTally(predictor);
    await tally.add(row, form, played({ HostName: 'Anna', GuestName: 'anna', PIN: '9' }));
    const figures = tally.figures();
    assert.equal(figures['star.names.precision'], 1 / 2);
    assert.equal(figures['star.names.recall'], 1 / 2);
    assert.equal(figures['star.identifiers.recall'], 0, 'the PIN was never written down');
  });

  it('streaming counts what was filled first', async () => {
    const tally = new ValueTally(predictor);
    await tally.add(row, form, played({ HostName: 'Ben' }, { HostName: 'Anna' }));
    assert.equal(tally.figures()['star.names.precision'], 1);
    assert.equal(tally.figures()['star.streaming.precision'], 0);
  });

  it('what is filled without a truth is counted apart', async () => {
    const tally = new ValueTally(predictor);
    await tally.add({ ...row, fields: { HostName: 'Ben' } }, form, played({ HostName: 'Ben', PIN: '1' }));
    assert.equal(tally.figures()['star.names.precision'], 1);
    assert.equal(tally.figures()['star.filledWithoutTruth'], 1 / 2);
  });
});

describe('evidence', () => {
  const turns = [
    { from: 'agent' as const, text: 'How many guests?' },
    { from: 'customer' as const, text: 'We are twenty one people' },
  ];
  const field = aField({ name: 'n', label: 'Number of guests', type: 'integer' });
  const gap = (quotes: Prediction['quotes'], value: number, turn = 1): Promise<string | undefined> =>
    evidenceGap(
      { field: 'n', value, label: String(value), confidence: 1, quotes, reason: '' },
      turns,
      turn,
      field,
      {
        parser,
        predictor,
      },
    );

  it('is a slice of what the customer said that gives the value again', async () => {
    assert.equal(await gap([{ turn: 'x/1', start: 7, end: 17 }], 21), undefined);
    assert.equal(await gap([{ turn: 'x/1', start: 7, end: 17 }], 22), 'says something else');
  });

  it('is missing without a quote, outside of the turn, or before it was said', async () => {
    assert.equal(await gap([], 21), 'no quote');
    assert.equal(await gap([{ turn: 'x/1', start: 7, end: 99 }], 21), 'outside of the turn');
    assert.equal(await gap([{ turn: 'x/1', start: 7, end: 17 }], 21, 0), 'no such turn');
    assert.equal(await gap([{ turn: 'x/0', start: 0, end: 3 }], 21, 0), 'not confirmed by the customer');
  });
});

describe('opening', () => {
  it('is right in a chat that should open, timely at the turn at which it should', () => {
    const chats = [{ opensAt: 2 }, { opensAt: 0 }, { opensAt: 4 }, { opensAt: null }, { opensAt: null }];
    assert.deepEqual(countOpenings(chats, [2, 2, null, 0, null]), {
      'opening.precision': 2 / 3,
      'opening.recall': 2 / 3,
      'opening.atTurn': 1 / 2,
    });
  });

  it('comes with the contact, not before', async () => {
    const chat = {
      id: 'x',
      language: 'en' as const,
      topic: 'leak',
      opensAt: 2,
      turns: [
        { from: 'customer' as const, text: 'My coffee machine is leaking water everywhere.' },
        { from: 'agent' as const, text: 'May I have your name and email?' },
        { from: 'customer' as const, text: 'Laura Kim, laura.kim@example.com' },
      ],
    };
    assert.equal(await openingTurn(chat, predictor), 2);
    assert.equal(await openingTurn({ ...chat, turns: chat.turns.slice(0, 1) }, predictor), null);
  });

  it('is measured on 100 chats that should open and 200 that should not, none of them twice', () => {
    const chats = readSupportChats();
    assert.equal(chats.filter(({ opensAt }) => opensAt !== null).length, 100);
    assert.equal(chats.filter(({ opensAt }) => opensAt === null).length, 200);
    assert.equal(new Set(chats.map(({ id }) => id)).size, 300);
    assert.equal(new Set(chats.map((chat) => textOf(chat, 'both'))).size, 300);
    for (const { id, turns, opensAt } of chats)
      if (opensAt !== null) assert.equal(turns[opensAt]?.from, 'customer', id);
  });
});
