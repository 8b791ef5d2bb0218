/** A case in a line: when the customer last wrote and what, what was sent since, what is owed. */
import assert from 'node:assert/strict';
import { summaryOf } from '../../../cases/drafts/summaries';
import { talkOf, type Said } from '../../../cases/followUp/talk';

const NOW = '2026-01-07T10:00:00.000Z'; // a Wednesday

let seq = 0;
function said(from: Said['from'], at: string, text: string, over: Partial<Said> = {}): Said {
  seq += 1;
  const place = { conversationId: 'email:support/t1', seq };
  return { ...place, at, from, text, automatic: false, asks: false, state: 'done', ...over };
}
const summary = (words: readonly Said[], language = 'en', now = NOW, timeZone = 'UTC'): string =>
  summaryOf(talkOf(words), { now, language, timeZone });

describe('the summary of a case', () => {
  const asked = said('customer', '2026-01-04T09:00:00.000Z', 'Is there a gasket for it?');
  const answer = said('representative', '2026-01-06T09:00:00.000Z', 'Yes, there is.');

  it('says when the customer last wrote, what they asked for, and what was sent since', () => {
    assert.equal(
      summary([asked, answer]),
      'The customer last wrote 3 days ago and asked: “Is there a gasket for it?”; the last mail to them was sent yesterday.',
    );
    assert.equal(
      summary([asked, answer], 'de'),
      'Der Kunde hat zuletzt vor 3 Tagen geschrieben und gefragt: „Is there a gasket for it?“; die letzte Mail an ihn ging gestern hinaus.',
    );
  });

  it('says what the newest words are, whatever came before', () => {
    const chat = { conversationId: 'emulator:c1' };
    const solved = said('customer', '2026-01-07T08:00:00.000Z', 'it works now', chat);
    assert.match(summary([asked, answer, solved]), /said 2 hours ago that it is solved; nobody has answered/);
    const not = said('customer', '2026-01-07T08:00:00.000Z', 'no, it still leaks', chat);
    assert.match(summary([asked, answer, not]), /is not solved: “no, it still leaks”/);
  });

  it('tells follow-ups, mails that did not arrive and chats apart', () => {
    const followUp = { about: { kind: 'follow-up', id: 'f1', n: 2 } } as const;
    const last = (over: Partial<Said>) =>
      summary([asked, said('agent', '2026-01-07T09:30:00.000Z', 'Hi', over)]);
    assert.match(last(followUp), /follow-up 2 was sent 30 minutes ago\.$/);
    assert.match(last({ state: 'lost' }), /what was sent 30 minutes ago did not arrive/);
    assert.match(last({ conversationId: 'emulator:c1' }), /the last message to them/);
    assert.match(last({ about: { kind: 'notice' } }), /nobody has answered since/);
  });

  it('counts days as the calendar of the installation does', () => {
    const late = said('customer', '2026-01-05T23:30:00.000Z', 'hello there');
    assert.match(summary([late]), /2 days ago/);
    assert.match(summary([late], 'en', NOW, 'Asia/Tokyo'), /yesterday/);
    assert.match(summary([late], 'en', '2026-01-06T00:30:00.000Z'), /1 hour ago/);
  });

  it('says what is owed', () => {
    const promise = said(
      'representative',
      '2026-01-06T09:00:00.000Z',
      'We will send you a new one tomorrow.',
    );
    assert.match(summary([asked, promise]), /We promised: “We will send you a new one tomorrow\.”/);
  });

  it('takes no machine for the customer, and cuts long words short', () => {
    const absent = said('customer', '2026-01-07T09:00:00.000Z', 'Out of office', { automatic: true });
    assert.match(summary([asked, absent]), /3 days ago and asked/);
    const long = said('customer', '2026-01-07T09:00:00.000Z', 'word '.repeat(100));
    assert.ok(summary([long]).length < 250);
  });

  it('of a case in which nobody wrote says that', () => {
    assert.match(summary([]), /has not written yet/);
    assert.match(summary([], 'de'), /noch nicht geschrieben/);
  });
});
