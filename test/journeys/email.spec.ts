/** Mails from a real mailbox to a case and back, by the whole agent in a process of its own. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { settingsSchema, type SettingsInput } from '../../cases/settings';
import { shippedSettings } from '../../cases/shipped/settings';
import { mail } from '../adapters/email/desk';
import { startAgent, type AgentProcess } from '../support/agentProcess';
import { getJson } from '../support/chatClient';
import { Dovecot, MAIL_PASSWORD, needsDovecot } from '../support/dovecot';
import { Submission } from '../support/submission';
import { publishIn } from '../support/published';
import { until } from '../support/until';
import { watchedMailbox } from '../support/watchedMailbox';

interface MailboxItem {
  readonly state: string;
  readonly folders: readonly { readonly stored: number }[];
}

describe('an agent with a mailbox', function () {
  this.timeout(60_000);
  let server: Dovecot;
  let submission: Submission;
  let dataDir: string;
  let agent: AgentProcess | undefined;
  const address = 'support@example.com';
  const words = 'My espresso machine leaks from the bottom. The serial number is CM-2481-09371.';

  before(async function () {
    needsDovecot(this);
    server = await Dovecot.start();
    submission = await Submission.start();
    submission.took = ({ to, raw }) => server.deliver(to[0]!, raw);
  });
  after(async () => {
    await submission?.stop();
    await server?.stop();
  });
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'agent-'));
    await publishIn(dataDir, withMailbox());
  });
  afterEach(async () => {
    await agent?.stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  function withMailbox() {
    const input: SettingsInput = {
      ...shippedSettings,
      creation: { ...shippedSettings.creation, channels: ['chat', 'email'] },
      mailboxes: [watchedMailbox(server, submission, { address })],
      emailRules: [{ name: 'every mail' }],
    };
    return settingsSchema.parse(input);
  }

  async function start(killAfter?: 'mail'): Promise<AgentProcess> {
    const env = { SUPPORT_MAIL_PASSWORD: MAIL_PASSWORD };
    agent = await startAgent({ dataDir, killAfter, env });
    return agent;
  }

  const cases = async (url: string): Promise<{ title: string }[]> =>
    (await getJson<{ items: { title: string }[] }>(`${url}/api/cases`)).items;
  const mailbox = async (url: string): Promise<MailboxItem> =>
    (await getJson<{ items: MailboxItem[] }>(`${url}/api/mailboxes`)).items[0]!;

  it('that is killed between storing a mail and marking it opens one case of it', async () => {
    await server.deliver(address, mail('Leak', words));
    const first = await start('mail');
    assert.equal(await first.gone, 'SIGKILL');
    assert.equal(await server.count(address, 'UNSEEN'), 1);
    const { url } = await start();
    await until('it is marked', async () => ((await server.count(address, 'SEEN')) === 1 ? true : undefined));
    await until('the case is open', async () => (await cases(url))[0]);
    assert.equal((await mailbox(url)).folders[0]!.stored, 1);
    await server.deliver(address, mail('Other', 'The grinder of my CM-200 is stuck.'));
    await until('the next one opens another', async () =>
      (await cases(url)).length === 2 ? true : undefined,
    );
  });

  it('says how its mailbox fares', async () => {
    const { url } = await start();
    await until('it is watched', async () => ((await mailbox(url)).state === 'watching' ? true : undefined));
    const ready = await getJson<object>(`${url}/readyz`);
    assert.deepEqual(ready, { status: 'ready', mailboxes: [{ name: 'support', state: 'watching' }] });
    const { items } = await getJson<{ items: { id: string; state: string }[] }>(`${url}/api/prerequisites`);
    assert.equal(items.find(({ id }) => id === 'shared-mailbox')?.state, 'does-not-hold');
  });
});
