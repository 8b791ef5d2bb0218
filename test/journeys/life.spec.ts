/**
 * One case from its first mail to its end, by the whole agent over real IMAP and SMTP: opened, filled, asked, answered,
 * solved, followed up, about to be closed, kept open, closed. Its history tells it line by line.
 */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { simpleParser } from 'mailparser';
import { settingsSchema, type Settings } from '../../cases/settings';
import { shippedSettings } from '../../cases/shipped/settings';
import { startAgent, type AgentProcess } from '../support/agentProcess';
import { getJson, postJson } from '../support/chatClient';
import { Dovecot, MAIL_PASSWORD, needsDovecot } from '../support/dovecot';
import { Submission } from '../support/submission';
import { publishIn } from '../support/published';
import { until } from '../support/until';
import { watchedMailbox } from '../support/watchedMailbox';

const SUPPORT = 'support@example.com';
const PROVEN = 'mx.example.com; spf=pass; dkim=pass; dmarc=pass';
const SOLUTION = 'Please seat the water tank firmly and dry the tray under it.';
/** Long enough that what is asked for in between is written, short enough to wait for. */
const WAIT_HOURS = 2 / 3_600;
const LATE_MS = 30_000;

interface Got {
  readonly id: string;
  readonly subject: string;
  readonly text: string;
}

interface CaseView {
  readonly id: string;
  readonly number: string;
  readonly status: string;
  readonly resolution?: string;
  readonly remarks?: string;
  readonly closure?: { readonly heldUntil: string };
  readonly followUp?: { readonly state: string; readonly why?: string };
}

interface AuditView {
  readonly kind: string;
  readonly field?: string;
  readonly state?: string;
  readonly text: string;
}

describe('the life of a case by mail', function () {
  this.timeout(90_000);
  let server: Dovecot;
  let submission: Submission;
  let dataDir: string;
  let agent: AgentProcess;
  let written = 0;

  before(async function () {
    needsDovecot(this);
    server = await Dovecot.start();
    submission = await Submission.start();
    dataDir = await mkdtemp(join(tmpdir(), 'agent-'));
    await publishIn(dataDir, settingsWith(1));
    agent = await start();
  });
  after(async () => {
    await agent?.stop();
    await submission?.stop();
    await server?.stop();
    if (dataDir) await rm(dataDir, { recursive: true, force: true });
  });

  const start = (): Promise<AgentProcess> =>
    startAgent({ dataDir, env: { SUPPORT_MAIL_PASSWORD: MAIL_PASSWORD } });

  function settingsWith(holdMinutes: number): Settings {
    const { resolution } = shippedSettings;
    return settingsSchema.parse({
      ...shippedSettings,
      creation: { ...shippedSettings.creation, channels: ['chat', 'email'] },
      updates: { rules: [] },
      mailboxes: [
        watchedMailbox(server, submission, {
          address: SUPPORT,
          authservIds: ['mx.example.com'],
          authservPlace: 'topmost',
        }),
      ],
      emailRules: [{ name: 'every mail' }],
      mail: { automaticPerHourMax: 50 },
      resolution: {
        ...resolution,
        linesOfBusiness: resolution.linesOfBusiness.map((line) => ({ ...line, automation: 'full' })),
        intents: resolution.intents.map((intent) =>
          intent.name === 'leak'
            ? { ...intent, attributes: ['serialNumber'], solution: { en: SOLUTION } }
            : intent,
        ),
      },
      followUp: {
        rules: [
          {
            name: 'Nobody answers',
            state: 'active',
            statusReason: 'Waiting for details',
            followUps: [{ waitHours: WAIT_HOURS }, { waitHours: WAIT_HOURS }],
            fields: ['serialNumber'],
          },
        ],
      },
      closure: { holdMinutes, remarks: ['serialNumber'] },
    });
  }

  /** Dana's mail program, as an answer where there is something to answer. */
  async function write(text: string, answers?: Got): Promise<void> {
    const raw = [
      `Authentication-Results: ${PROVEN}`,
      `Message-ID: <dana${++written}@customers.test>`,
      'From: Dana Reyes <dana@customers.test>',
      `To: ${SUPPORT}`,
      `Subject: ${answers?.subject ?? 'Espresso machine'}`,
      ...(answers ? [`In-Reply-To: <${answers.id}>`, `References: <${answers.id}>`] : []),
      'Content-Type: text/plain; charset=utf-8',
      '',
      text,
      '',
    ].join('\r\n');
    await server.deliver(SUPPORT, raw);
  }

  let read = 0;
  /** The next mail that Dana gets. */
  async function next(): Promise<Got> {
    const { raw } = await until(`mail ${read + 1} arrives`, () => submission.mails[read], LATE_MS);
    read += 1;
    const { messageId = '', subject = '', text = '' } = await simpleParser(raw);
    return { id: messageId.replace(/[<>]/g, ''), subject, text };
  }

  const cases = async () => (await getJson<{ items: CaseView[] }>(`${agent.url}/api/cases`)).items;
  const pathOf = ({ id }: Pick<CaseView, 'id'>): string => `${agent.url}/api/cases/${encodeURIComponent(id)}`;
  const found = async (): Promise<CaseView> => {
    const [only] = await cases();
    return only ? getJson<CaseView>(pathOf(only)) : assert.fail('there is no case');
  };
  const once = (what: string, holds: (one: CaseView) => boolean): Promise<CaseView> =>
    until(
      what,
      async () => ((await cases()).length > 0 && holds(await found()) ? found() : undefined),
      LATE_MS,
    );
  const post = async (act: string, body: object): Promise<void> =>
    void (await postJson(`${pathOf(await found())}${act}`, body));
  const history = async (): Promise<readonly AuditView[]> =>
    (await getJson<{ items: AuditView[] }>(`${pathOf(await found())}/audit?limit=200`)).items;

  it('is told by its history, line by line', async () => {
    await write('Hello,\n\nmy espresso machine leaks from the bottom.\n\nDana');
    const question = await next();
    assert.match(question.text, /serial number/i);
    await write('It is CM-2481-09371.', question);
    const solution = await next();
    assert.match(solution.text, /seat the water tank firmly/);

    await post('/status', { statusReason: 'Waiting for details' });
    const first = await next();
    assert.match(first.text, /not heard from you[^]*Serial number: CM-2481-09371[^]*close the case on/);
    assert.match((await next()).text, /asking a last time/);
    await once('the closing is held', ({ closure }) => closure !== undefined);

    // The process ends meanwhile; what is held is in the store.
    await agent.stop();
    await publishIn(dataDir, settingsWith(0), 2); // the next closing does not wait
    agent = await start();
    await post('/closure/undo', {});
    assert.equal((await once('it is kept open', ({ closure }) => !closure)).status, 'active');

    await post('/mails', { text: 'I have had a look: the seal is fine. Please dry the tray once more.' });
    assert.match((await next()).text, /the seal is fine/);
    // Both follow-ups have been sent: after the wait of this mail the case is closed.
    const closed = await once('the case is closed', ({ status }) => status === 'resolved');
    assert.match(closed.resolution ?? '', /without an answer of the customer after 2 follow-ups/);
    const farewell = await next();
    assert.match(farewell.text, new RegExp(`We have closed case ${closed.number}`));

    await write('Thank you very much!', farewell);
    await until(
      'the thanks are read',
      async () => {
        const turns = await getJson<{ items: { text: string; decision?: object }[] }>(
          `${agent.url}/api/conversations/${encodeURIComponent(closed.id.replace(/~\d+$/, ''))}/turns?limit=200`,
        );
        return turns.items.find(({ text, decision }) => /Thank you very much/.test(text) && decision);
      },
      LATE_MS,
    );
    assert.deepEqual([(await cases()).length, (await found()).status], [1, 'resolved']);

    const lines = (await history()).map(({ kind, field, state }) =>
      [kind, field ?? state].filter(Boolean).join(' '),
    );
    const told = lines.filter((line) => !/^(field|proposed) (?!serialNumber)/.test(line));
    assert.deepEqual(told, [
      'opened',
      'resolution',
      'field serialNumber',
      'resolution',
      'status Waiting for details',
      'follow-up',
      'follow-up',
      'closure held',
      'closure undone',
      'closure held',
      'closed',
    ]);
    assert.ok(lines.includes('field contact') && lines.includes('field issueDescription'));
  });
});
