/** A process that ends in the middle of a mail's way: the next one goes on, and the customer cannot tell. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Step } from '../../agent/context';
import { settingsSchema } from '../../cases/settings';
import { shippedSettings } from '../../cases/shipped/settings';
import { mail } from '../adapters/email/desk';
import { startAgent } from '../support/agentProcess';
import { getJson } from '../support/chatClient';
import { Dovecot, MAIL_PASSWORD, needsDovecot } from '../support/dovecot';
import { Submission } from '../support/submission';
import { publishIn } from '../support/published';
import { until } from '../support/until';
import { watchedMailbox } from '../support/watchedMailbox';

/** Where a mail is handed on: into its conversation, into `out`, to the server. The steps between are those of any turn. */
const STEPS: readonly Step[] = ['accept', 'commit', 'send'];

describe('an agent that is killed with a mail in hand', function () {
  this.timeout(60_000);
  let server: Dovecot;
  let submission: Submission;
  before(async function () {
    needsDovecot(this);
    server = await Dovecot.start();
    submission = await Submission.start();
  });
  after(async () => {
    await submission?.stop();
    await server?.stop();
  });

  async function publish(dataDir: string, address: string): Promise<void> {
    const settings = settingsSchema.parse({
      ...shippedSettings,
      creation: { ...shippedSettings.creation, channels: ['chat', 'email'] },
      mailboxes: [watchedMailbox(server, submission, { address })],
    });
    await publishIn(dataDir, settings);
  }

  for (const step of STEPS) {
    it(`after "${step}" opens one case of it, and answers it with one mail`, async () => {
      const dataDir = await mkdtemp(join(tmpdir(), 'agent-'));
      const address = `support-${step}@example.com`;
      await publish(dataDir, address);
      await server.deliver(address, mail(`Leak ${step}`, 'My espresso machine leaks from the bottom.'));
      const env = { SUPPORT_MAIL_PASSWORD: MAIL_PASSWORD };
      const first = await startAgent({ dataDir, killAfter: step, env });
      assert.equal(await first.gone, 'SIGKILL');
      const second = await startAgent({ dataDir, env });
      try {
        const answers = () => submission.mails.filter(({ from }) => from === address);
        await until('it is answered', () => answers()[0]);
        await until('nothing is left to do', async () => {
          const { items } = await getJson<{ items: { state: string }[] }>(`${second.url}/api/mails`);
          const states = items.map(({ state }) => state).sort();
          return states.join() === 'sent,taken' ? true : undefined;
        });
        const { items } = await getJson<{ items: { id: string }[] }>(`${second.url}/api/cases`);
        assert.equal(items.length, 1);
        const conversation = encodeURIComponent(items[0]!.id.replace(/~1$/, ''));
        const said = await until('all of it is in the transcript', async () => {
          const { items: turns } = await getJson<{ items: { from: string }[] }>(
            `${second.url}/api/conversations/${conversation}/turns`,
          );
          return turns.length >= 2 ? turns.map(({ from }) => from) : undefined;
        });
        assert.deepEqual(said, ['customer', 'agent']);
        assert.equal(answers().length, 1);
      } finally {
        await second.stop();
        await rm(dataDir, { recursive: true, force: true });
      }
    });
  }
});
