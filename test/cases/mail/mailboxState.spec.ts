import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  claimed,
  folderOpened,
  givenBack,
  isWanted,
  newMailboxState,
  passOver,
  PASSED_OVER_MAX,
  readUpTo,
  type ListedMail,
  type MailboxState,
} from '../../../cases/mail/mailboxState';
import { after, docOf, NOW } from '../../support/builders';

const BEFORE = '2026-01-01T10:00:00.000Z';
const LATER = '2026-02-01T10:00:00.000Z';

function opened(
  state: MailboxState,
  over: { uidValidity?: string; uidNext?: number; oldMail?: 'unread' | 'all' | 'none'; now?: string } = {},
): MailboxState {
  const { uidValidity = '7', uidNext = 10, oldMail = 'unread', now = NOW } = over;
  const change = folderOpened(state, { name: 'INBOX', uidValidity, uidNext }, { oldMail, now });
  return change.is === 'changed' ? change.doc : state;
}

const fresh = (): MailboxState => newMailboxState('support@example.com');
const cursor = (state: MailboxState) => state.folders['INBOX']!;
const mail = (uid: number, over: Partial<ListedMail> = {}): ListedMail => ({
  uid,
  receivedAt: BEFORE,
  unread: false,
  ...over,
});

describe('how far a mailbox has been read', () => {
  it('takes of a folder that it meets for the first time what nobody has read, and all that comes after', () => {
    const at = cursor(opened(fresh()));
    assert.equal(isWanted(at, mail(3, { unread: true })), true);
    assert.equal(isWanted(at, mail(4)), false);
    assert.equal(isWanted(at, mail(10)), true);
  });

  it('takes all or none of the old mails where the settings say so', () => {
    const all = cursor(opened(fresh(), { oldMail: 'all' }));
    assert.deepEqual([all.lastUid, isWanted(all, mail(1))], [0, true]);
    assert.equal(cursor(opened(fresh(), { oldMail: 'none' })).lastUid, 9);
  });

  it('forgets that there were old mails once it is past them', () => {
    const state = opened(fresh());
    const on = docOf(readUpTo(state, 'INBOX', { uidValidity: '7', uid: 8 }));
    assert.notEqual(cursor(on).old, undefined);
    assert.equal(cursor(docOf(readUpTo(on, 'INBOX', { uidValidity: '7', uid: 9 }))).old, undefined);
  });

  it('reads a rebuilt folder again from the day it first opened it, and leaves what lay there before', () => {
    const known = docOf(readUpTo(opened(fresh()), 'INBOX', { uidValidity: '7', uid: 9 }));
    const at = cursor(opened(known, { uidValidity: '8', uidNext: 50, now: LATER }));
    assert.deepEqual([at.lastUid, at.since], [0, NOW]);
    assert.equal(isWanted(at, mail(3, { receivedAt: LATER })), true);
    assert.equal(isWanted(at, mail(4, { unread: true })), false);
    assert.equal(isWanted(at, mail(50)), true);
  });

  it('still takes the unread old mails where the folder was rebuilt before it had gone through them', () => {
    const at = cursor(opened(opened(fresh()), { uidValidity: '8', uidNext: 50 }));
    assert.equal(isWanted(at, mail(4, { unread: true })), true);
    assert.equal(isWanted(at, mail(5)), false);
  });

  it('never goes back, and takes no place of a folder that has been rebuilt', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ uid: fc.nat(100), uidValidity: fc.constantFrom('7', '8') })),
        (steps) => {
          let state = opened(fresh());
          for (const step of steps) {
            const change = readUpTo(state, 'INBOX', step);
            if (change.is !== 'changed') continue;
            assert.equal(step.uidValidity, '7');
            assert.ok(cursor(change.doc).lastUid > cursor(state).lastUid);
            state = change.doc;
          }
        },
      ),
    );
  });

  it("is one process's to read, until that one has been silent for longer than clocks differ", () => {
    const reader = (holder: string, now: string, alone = false) => ({ holder, now, alone });
    const taken = docOf(claimed(fresh(), reader('p1', NOW)));
    assert.equal(claimed(taken, reader('p2', after(20))).is, 'refused');
    assert.equal(claimed(taken, reader('p1', after(20))).is, 'changed');
    assert.equal(claimed(taken, reader('p2', after(20), true)).is, 'changed');
    assert.equal(claimed(taken, reader('p2', after(60))).is, 'changed');
    assert.equal(givenBack(taken, 'p2').is, 'unchanged');
    assert.equal(claimed(docOf(givenBack(taken, 'p1')), reader('p2', after(1))).is, 'changed');
  });

  it('knows folders by whatever name they have', () => {
    const change = folderOpened(
      fresh(),
      { name: 'constructor', uidValidity: '7', uidNext: 5 },
      { oldMail: 'none', now: NOW },
    );
    assert.equal(docOf(change).folders['constructor']?.lastUid, 4);
  });

  it('lists a mail that is passed over once, and the newest hundred of them', () => {
    let state = fresh();
    const one = (uid: number) => ({ folder: 'INBOX', uidValidity: '7', uid, at: NOW, reason: 'broken' });
    for (let uid = 1; uid <= PASSED_OVER_MAX + 1; uid++) state = docOf(passOver(state, one(uid)));
    assert.equal(passOver(state, one(50)).is, 'unchanged');
    assert.equal(state.passedOver.length, PASSED_OVER_MAX);
    assert.equal(state.passedOver.at(-1)?.uid, PASSED_OVER_MAX + 1);
  });
});
