/**
 * A mail opens a case, is asked for what is missing, is answered, and a representative writes back: over a real IMAP and
 * a real SMTP server, and in one thread in the customer's own mail program.
 */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { simpleParser } from 'mailparser';
import { settingsSchema } from '../../cases/settings';
import { shippedSettings } from '../../cases/shipped/settings';
import { startAgent, type AgentProcess } from '../support/agentProcess';
import { fromBot, getJson, openChat, postJson, say, type ChatSession } from '../support/chatClient';
import { Dovecot, MAIL_PASSWORD, needsDovecot } from '../support/dovecot';
import { Submission } from '../support/submission';
import { publishIn } from '../support/published';
import { until } from '../support/until';
import { watchedMailbox } from '../support/watchedMailbox';

const SUPPORT = 'support@example.com';
const DANA = 'Dana Reyes <dana@customers.test>';
const PROVEN = 'mx.example.com; spf=pass; dkim=pass; dmarc=pass';

interface Mail {
  readonly id: string;
  readonly subject: string;
  readonly text: string;
  readonly references: readonly string[];
}

interface CaseView {
  readonly id: string;
  readonly number: string;
  readonly unverified?: boolean;
  readonly openedBy: { readonly name: string };
  readonly fields?: readonly { readonly name: string; readonly value: unknown; readonly setBy: string }[];
}

describe('a case by mail', function () {
  this.timeout(90_000);
  let server: Dovecot;
  let submission: Submission;
  let dataDir: string;
  let agent: AgentProcess;
  let rita: ChatSession;

  before(async function () {
    needsDovecot(this);
    server = await Dovecot.start();
    submission = await Submission.start();
    dataDir = await mkdtemp(join(tmpdir(), 'agent-'));
    await publish();
    agent = await startAgent({ dataDir, env: { SUPPORT_MAIL_PASSWORD: MAIL_PASSWORD } });
    rita = await openChat(agent.url);
    await say(agent.url, rita, '/representative');
    await until('Rita is registered', async () => (await fromBot(agent.url, rita))[0]);
  });
  after(async () => {
    await agent?.stop();
    await submission?.stop();
    await server?.stop();
    if (dataDir) await rm(dataDir, { recursive: true, force: true });
  });

  async function publish(): Promise<void> {
    const settings = settingsSchema.parse({
      ...shippedSettings,
      creation: { ...shippedSettings.creation, channels: ['chat', 'email'] },
      mailboxes: [
        watchedMailbox(server, submission, {
          address: SUPPORT,
          authservIds: ['mx.example.com'],
          authservPlace: 'topmost',
        }),
      ],
    });
    await publishIn(dataDir, settings);
  }

  /** As the customer's mail program writes it. */
  async function write(
    id: string,
    mail: { subject: string; text: string; from?: string; proven?: boolean; answers?: Mail },
  ): Promise<Mail> {
    const { subject, text, from = DANA, proven = true, answers } = mail;
    const references = answers ? [...answers.references, answers.id] : [];
    const raw = [
      ...(proven ? [`Authentication-Results: ${PROVEN}`] : []),
      `Message-ID: <${id}>`,
      `From: ${from}`,
      `To: ${SUPPORT}`,
      `Subject: ${subject}`,
      'Date: Mon, 05 Jan 2026 10:00:00 +0000',
      ...(answers
        ? [`In-Reply-To: <${answers.id}>`, `References: ${references.map((one) => `<${one}>`).join(' ')}`]
        : []),
      'Content-Type: text/plain; charset=utf-8',
      '',
      text,
      '',
    ].join('\r\n');
    await server.deliver(SUPPORT, raw);
    return { id, subject, text, references };
  }

  /** The nth mail that the customer got, as their mail program reads it. */
  async function got(n: number): Promise<Mail> {
    const { raw, to } = await until(`mail ${n} arrives`, () => submission.mails[n - 1], 20_000);
    assert.deepEqual(to, ['dana@customers.test']);
    const read = await simpleParser(raw);
    const references = read.references === undefined ? [] : [read.references].flat();
    return {
      id: bare(read.messageId ?? ''),
      subject: read.subject ?? '',
      text: read.text ?? '',
      references: references.map(bare),
    };
  }

  const bare = (id: string): string => id.replace(/[<>]/g, '');
  const cases = async (): Promise<readonly CaseView[]> =>
    (await getJson<{ items: CaseView[] }>(`${agent.url}/api/cases`)).items;
  const whole = (id: string): Promise<CaseView> =>
    getJson<CaseView>(`${agent.url}/api/cases/${encodeURIComponent(id)}`);
  const fieldOf = (found: CaseView, name: string) => found.fields?.find((field) => field.name === name);
  const cards = async (): Promise<number> =>
    (await fromBot(agent.url, rita)).filter(({ attachments }) => attachments?.length).length;

  it('opens, is asked for, is answered, and is written from, all in one thread', async () => {
    const first = await write('first@customers.test', {
      subject: 'Espresso machine leaks',
      text: 'Hello,\n\nmy espresso machine leaks from the bottom.\n\nDana',
    });
    const asked = await got(1);
    const [opened] = await cases();
    assert.ok(opened);
    assert.equal(opened.openedBy.name, 'All other mails');
    assert.equal(fieldOf(await whole(opened.id), 'contact')?.setBy, 'channel');
    assert.equal(asked.subject, `Re: [${opened.number}] Espresso machine leaks`);
    assert.match(asked.text, /serial number/);
    assert.match(asked.text, /Written with AI, on behalf of Contoso Coffee/);
    await until('Rita sees the case', async () => ((await cards()) > 0 ? true : undefined));

    const shown = await cards();
    const second = await write('second@customers.test', {
      subject: asked.subject.toUpperCase(),
      text: `It is an Aroma One. The serial number is CM-2481-09371.\n\nOn Mon, 5 Jan 2026 at 10:00, Contoso <${SUPPORT}> wrote:\n> ${asked.text.split('\n').join('\n> ')}`,
      answers: asked,
    });
    const filled = await until('the fields are filled', async () => {
      const found = await whole(opened.id);
      return fieldOf(found, 'serialNumber') && fieldOf(found, 'product') ? found : undefined;
    });
    assert.equal(fieldOf(filled, 'serialNumber')?.value, 'CM-2481-09371');
    await until('Rita sees the change', async () => ((await cards()) > shown ? true : undefined));
    assert.equal((await cases()).length, 1);

    const before = submission.mails.length;
    const path = `${agent.url}/api/cases/${encodeURIComponent(opened.id)}/mails`;
    await postJson(path, { text: 'Please descale it first.' });
    const answer = await got(before + 1);
    assert.match(answer.text, /^Please descale it first\./);
    assert.doesNotMatch(answer.text, /Written with AI/);
    const all = [first, asked, second, answer];
    assert.deepEqual([...new Set(all.map((mail) => rootOf(mail, all)))], ['first@customers.test']);
    assert.deepEqual(
      [...new Set(all.map(({ subject }) => baseSubject(subject)))],
      ['espresso machine leaks'],
    );
  });

  it('is not reached by a stranger with its number, nor by a forged sender', async () => {
    const [mine] = await cases();
    assert.ok(mine);
    const subject = `Re: Espresso machine leaks [${mine.number}]`;
    await write('stranger@evil.test', { subject, text: 'my grinder is broken', from: 'eve@evil.test' });
    await write('forged@evil.test', { subject, text: 'my kettle leaks', proven: false });
    const three = await until('both open their own', async () => {
      const all = await cases();
      return all.length === 3 ? all : undefined;
    });
    assert.deepEqual(three.map(({ unverified }) => unverified === true).sort(), [false, false, true]);
    const turns = await getJson<{ items: { text: string }[] }>(
      `${agent.url}/api/conversations/${encodeURIComponent(mine.id.replace(/~\d+$/, ''))}/turns`,
    );
    assert.ok(!turns.items.some(({ text }) => /grinder|kettle/.test(text)));
  });
});

/** As mail programs thread (RFC 5256, REFERENCES): up by the last reference that is there. */
function rootOf(mail: Mail, all: readonly Mail[]): string {
  const parent = mail.references.map((id) => all.find((one) => one.id === id)).findLast(Boolean);
  return parent ? rootOf(parent, all) : mail.id;
}

/** What mail programs compare of a subject (RFC 5256, 2.1): "Re:" and a text in brackets in front do not count. */
function baseSubject(subject: string): string {
  return subject
    .toLowerCase()
    .replace(/^(?:(?:\[[^[\]]*\]\s*)*(?:re|fwd?)\s*(?:\[[^[\]]*\])?:\s*)*/, '')
    .replace(/^\[[^[\]]*\]\s*(?=\S)/, '');
}
