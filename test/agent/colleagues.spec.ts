/** Whom a name means: nobody is chosen among several. */
import assert from 'node:assert/strict';
import { calledSo } from '../../agent/colleagues';

const PEOPLE = ['Sam Lee', 'Sam Ray', 'Rita Ray', 'Ana-Luz Ortiz', 'Sam'];

const called = (said: string) => calledSo(PEOPLE, (name) => name, said);

describe('a colleague is called', () => {
  it('by the whole name, before everybody who only begins so', () =>
    assert.deepEqual(called('sam'), ['Sam']));
  it('by a part of the name that only one has', () => {
    for (const said of ['sam l', 'lee', 'to Sam Lee', '@Lee', 'an lee'])
      assert.deepEqual(called(said), ['Sam Lee'], said);
    assert.deepEqual(called('luz'), ['Ana-Luz Ortiz']);
  });
  it('by a part that several have: they are all named', () =>
    assert.deepEqual(called('ray'), ['Sam Ray', 'Rita Ray']));
  it('not by letters from within, or by nothing', () => {
    for (const said of ['ee', 'am', '', ' ', 'to ', 'Sam Lee Jr']) assert.deepEqual(called(said), [], said);
  });
});
