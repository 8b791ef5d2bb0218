/** Who the customer is: proven by the channel, or a name with a way to reach them. */
import assert from 'node:assert/strict';
import { contactOfIdentity, contactOfWords, contactParts } from '../../cases/contact';
import type { FieldEntries } from '../../cases/values';
import { after, anEntry, CONVERSATION, NOW } from '../support/builders';

const quoted = (value: string, seq: number, over = {}) =>
  anEntry(value, { quotes: [{ turn: `${CONVERSATION}/${seq}`, start: 0, end: 3 }], ...over });
const name = quoted('Dana Reyes', 2);
const email = quoted('dana@example.com', 4, { saidAt: after(5), confidence: 0.6, reason: 'an address' });
const phone = quoted('+15550100', 3);
const settle = (drafts: FieldEntries) => contactOfWords(drafts, `${CONVERSATION}~1`, NOW);

describe('a contact made from words', () => {
  const table: readonly [string, FieldEntries, string | undefined][] = [
    ['nothing', {}, undefined],
    ['a name alone', { 'contact.name': name }, undefined],
    ['an address alone', { 'contact.email': email }, undefined],
    ['address and phone without a name', { 'contact.email': email, 'contact.phone': phone }, undefined],
    [
      'a name and an address',
      { 'contact.name': name, 'contact.email': email },
      'Dana Reyes, dana@example.com',
    ],
    ['a name and a phone', { 'contact.name': name, 'contact.phone': phone }, 'Dana Reyes, +15550100'],
    [
      'all three',
      { 'contact.name': name, 'contact.email': email, 'contact.phone': phone },
      'Dana Reyes, dana@example.com, +15550100',
    ],
  ];
  for (const [what, drafts, label] of table)
    it(`${what}: ${label ?? 'is not settled'}`, () => assert.equal(settle(drafts)?.entry.label, label));

  it('is its own, whatever address was given: the id names the conversation', () =>
    assert.equal(
      settle({ 'contact.name': name, 'contact.email': email })?.contact.id,
      `${CONVERSATION}~1/contact/4`,
    ));

  it('has the same id each time the same words are decided', () => {
    const drafts = { 'contact.name': name, 'contact.email': email };
    assert.deepEqual(settle(drafts), settle(drafts));
  });

  it('rests on all its words, said last when the last was, as sure as its least sure part', () => {
    const settled = settle({ 'contact.name': name, 'contact.email': email });
    assert.deepEqual(
      settled?.entry.provenance.quotes.map((quote) => quote.turn),
      [`${CONVERSATION}/2`, `${CONVERSATION}/4`],
    );
    assert.equal(settled.entry.provenance.saidAt, after(5));
    assert.equal(settled.entry.provenance.confidence, 0.6);
    assert.equal(settled.contact.identityId, undefined);
  });
});

describe('a contact that the channel proves', () => {
  it('is settled by the identity alone', () => {
    const { contact, entry } = contactOfIdentity(
      { id: 'user:dana', name: 'Dana', email: 'dana@example.com' },
      NOW,
    );
    assert.deepEqual(contact, {
      id: 'user:dana',
      name: 'Dana',
      email: 'dana@example.com',
      phone: undefined,
      identityId: 'user:dana',
    });
    assert.deepEqual(
      [entry.value, entry.provenance.kind, entry.provenance.quotes],
      ['user:dana', 'channel', []],
    );
  });

  it('is called by what is known of it', () => {
    assert.equal(contactOfIdentity({ id: 'user:dana' }, NOW).contact.name, 'user:dana');
    assert.equal(contactOfIdentity({ id: 'user:dana', email: 'd@x.org' }, NOW).contact.name, 'd@x.org');
  });
});

it('the parts that are known are named in order', () =>
  assert.deepEqual(contactParts({ 'contact.phone': phone, 'contact.name': name }), ['name', 'phone']));
