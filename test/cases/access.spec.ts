import assert from 'node:assert/strict';
import { accessOf, directoryIdOf, groupsToAsk, permits, type Deed, type People } from '../../cases/access';
import { someSettings } from '../support/builders';

const RITA = { tenant: 't', objectId: 'rita' };
const people = (
  access: Parameters<typeof someSettings>[0] extends { access?: infer A } | undefined ? A : never,
): People => someSettings({ access }).access;
const rita = { ...RITA, name: 'Rita' };
const DEEDS: readonly Deed[] = ['converse', 'work', 'update', 'close'];
const may = (of: People, groups: string[] = [], who = RITA) =>
  DEEDS.filter((deed) => permits(accessOf(of, who, groups), deed));

describe('who may do what', () => {
  it('a listed representative may talk with customers and work on cases, with both features, as shipped', () => {
    assert.deepEqual(may(people({ representatives: [rita] })), DEEDS);
  });

  it('nobody else may do anything: not in another tenant either', () => {
    const listed = people({ representatives: [rita] });
    assert.deepEqual(may(listed, [], { tenant: 't', objectId: 'eve' }), []);
    assert.deepEqual(may(listed, [], { tenant: 'u', objectId: 'rita' }), []);
  });

  const byRole: [role: NonNullable<Parameters<typeof people>[0]>['representatives'], deeds: Deed[]][] = [
    [[{ ...rita, roles: ['Omnichannel Agent'] }], ['converse']],
    [[{ ...rita, roles: ['Customer Service Representative'] }], ['work', 'update', 'close']],
    [[{ ...rita, roles: ['CSR Manager'] }], ['work', 'update', 'close']],
    [[{ ...rita, roles: ['System Administrator'] }], [...DEEDS]],
    [[{ ...rita, roles: [] }], []],
  ];
  for (const [representatives, deeds] of byRole)
    it(`${JSON.stringify(representatives?.[0]?.roles)} may ${deeds.join(', ') || 'nothing'}`, () =>
      assert.deepEqual(may(people({ representatives })), deeds));

  it('members of a group have its roles, those of all their groups and of their own line together', () => {
    const groups = [
      { tenant: 't', id: 'chat', name: 'Chat', roles: ['Omnichannel Agent' as const] },
      { tenant: 't', id: 'cases', name: 'Cases', roles: ['Customer Service Representative' as const] },
    ];
    const of = people({ groups });
    assert.deepEqual(may(of, ['chat']), ['converse']);
    assert.deepEqual(may(of, ['chat', 'cases']), DEEDS);
    assert.deepEqual(may(of, []), []);
  });

  it('a group of another tenant counts for nothing', () => {
    const groups = [{ tenant: 'u', id: 'chat', name: 'Chat' }];
    assert.deepEqual(may(people({ groups }), ['chat']), []);
    assert.deepEqual(groupsToAsk(people({ groups }), RITA), []);
  });

  it('a profile that names somebody goes before the one for everybody', () => {
    const profiles = [
      { name: 'Everybody' },
      {
        name: 'New people',
        features: { creationAndUpdate: false, followUpAndClosure: false },
        members: ['rita'],
      },
    ];
    const of = people({ representatives: [rita, { ...rita, objectId: 'sam' }], profiles });
    assert.deepEqual(may(of), ['converse', 'work']);
    assert.deepEqual(may(of, [], { tenant: 't', objectId: 'sam' }), DEEDS);
  });

  it('features belong to those whom a profile lists, by person or group, and to nobody without a profile', () => {
    const profiles = [{ name: 'Pilots', groups: ['pilots'] }];
    const of = people({ representatives: [rita], profiles });
    assert.deepEqual(groupsToAsk(of, RITA), ['pilots']);
    assert.deepEqual(may(of, ['pilots']), DEEDS);
    assert.deepEqual(may(of), ['converse', 'work']);
  });

  it('only an identity of the directory leads to a person of it', () => {
    assert.deepEqual(directoryIdOf('teams:t/rita'), RITA);
    for (const other of [undefined, '', 'email:rita@example.com', 'teams:t', 'user:rita'])
      assert.equal(directoryIdOf(other), undefined);
  });
});
