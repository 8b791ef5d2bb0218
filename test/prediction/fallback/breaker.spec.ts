/** The breaker: when a model is left alone, and when it is tried again. */
import assert from 'node:assert/strict';
import { Breaker } from '../../../prediction/fallback';

describe('the breaker', () => {
  let now = 0;
  let breaker: Breaker;
  beforeEach(() => {
    now = 1_000;
    breaker = new Breaker(() => now);
  });
  const fail = (times: number): void => {
    for (let i = 0; i < times; i++) breaker.failed();
  };

  it('bears two failures, and rests after the third', () => {
    fail(2);
    assert.equal(breaker.admits(), true);
    fail(1);
    assert.equal(breaker.admits(), false);
  });

  it('counts failures in a row only', () => {
    fail(2);
    breaker.succeeded();
    fail(2);
    assert.equal(breaker.admits(), true);
  });

  it('lets one question through after its rest, and the others once that was answered', () => {
    fail(3);
    now += 30_000;
    assert.deepEqual([breaker.admits(), breaker.admits()], [true, false]);
    breaker.succeeded();
    assert.deepEqual([breaker.admits(), breaker.admits()], [true, true]);
  });

  it('rests twice as long after each trial that failed, five minutes at most', () => {
    fail(3);
    now += 30_000;
    for (const rest of [60_000, 120_000, 240_000, 300_000, 300_000]) {
      assert.equal(breaker.admits(), true);
      breaker.failed();
      now += rest - 1;
      assert.equal(breaker.admits(), false);
      now += 1;
    }
  });

  it('does not rest longer for questions that were under way when it opened', () => {
    fail(20);
    now += 30_000;
    assert.equal(breaker.admits(), true);
  });

  it('waits as long as the service asks for, from the first time', () => {
    breaker.failed(90_000);
    now += 89_999;
    assert.equal(breaker.admits(), false);
    now += 1;
    assert.equal(breaker.admits(), true);
  });

  it('does not stay half open where the trial is asked to wait', () => {
    fail(3);
    now += 30_000;
    assert.equal(breaker.admits(), true);
    breaker.failed(10_000);
    now += 10_000;
    assert.equal(breaker.admits(), true);
  });
});
