import assert from 'node:assert/strict';
import type { Settings } from '../../../cases/settings';
import { inPath, startApi, testSettings, type Reply, type Running } from './support';

const TROUBLE = 'My machine leaks from the bottom, my name is Dana Reyes, dana@example.com.';
/** Nothing is updated by itself. */
const settings: Settings = { ...testSettings, updates: { ...testSettings.updates, everyTurn: false } };

interface OperationBody {
  readonly id: string;
  readonly status: string;
  readonly look: string;
  readonly actions: readonly {
    readonly action: string;
    readonly outcome?: string;
    readonly text?: string;
    readonly response?: string;
    readonly changed?: readonly string[];
    readonly proposed?: readonly string[];
    readonly why?: string;
    readonly decision?: { readonly checks: readonly unknown[] };
  }[];
}

describe('the agent is invoked from outside', () => {
  let api: Running;
  let conversations = 0;
  let conversation: string;
  let path: string;
  before(async () => (api = await startApi({ settings })));
  after(() => api.stop());
  beforeEach(async () => {
    conversation = await api.say(`c${++conversations}`, TROUBLE);
    await api.say(`c${conversations}`, 'It is serial CM-2481-09371');
    path = `/api/cases/${inPath(`${conversation}~1`)}/actions`;
  });

  const bodyOf = ({ body }: Reply) => body as unknown as OperationBody;

  async function invoke(body: unknown, key?: string): Promise<Reply> {
    const reply = await api.call('POST', path, body, key === undefined ? {} : { 'Idempotency-Key': key });
    await api.agent.idle();
    return reply;
  }

  /** What came of it. */
  async function outcome(reply: Reply): Promise<OperationBody> {
    assert.equal(reply.status, 202, JSON.stringify(reply.body));
    return bodyOf(await api.call('GET', bodyOf(reply).look));
  }

  const spellings: readonly [string, () => object][] = [
    ['one action', () => ({ action: 'enrich', sourceContextEntity: `conversations(${conversation})` })],
    ['in capitals', () => ({ Action: 'Enrich', SourceContextEntity: `Conversations({${conversation}})` })],
    ['with the id alone', () => ({ action: 'enrich', source: conversation })],
    ['with kind and id', () => ({ action: 'enrich', source: { kind: 'conversation', id: conversation } })],
    ['a list', () => ({ actions: [{ action: 'enrich', sourceContextEntity: conversation }] })],
    [
      'as the original has it',
      () => ({
        msdyn_incidentId: `${conversation}~1`,
        msdyn_actions: JSON.stringify([
          { action: 'enrich', sourceContextEntity: `conversations(${conversation})` },
        ]),
      }),
    ],
  ];
  for (const [spelling, body] of spellings)
    it(`enrich, ${spelling}: what changed can be looked up`, async () => {
      const { status, actions } = await outcome(await invoke(body()));
      assert.equal(status, 'done');
      assert.deepEqual(
        actions.map(({ action, outcome: what, changed }) => [action, what, changed]),
        [['enrich', 'enriched', ['serialNumber']]],
      );
      assert.match(actions[0]?.text ?? '', /^Changed: .+\.$/);
    });

  it('where nothing changes, why is told', async () => {
    const enrich = { action: 'enrich', sourceContextEntity: conversation };
    await invoke(enrich);
    const { actions } = await outcome(await invoke(enrich));
    assert.deepEqual([actions[0]?.outcome, actions[0]?.why], ['nothing', 'nothing-new']);
    assert.ok((actions[0]?.decision?.checks.length ?? 0) > 0);
  });

  for (const level of ['Full', 'Semi', 'full', 'SEMI', 'confirm'])
    for (const name of ['automationLevel', 'automationMode', 'AutomationLevel'])
      it(`resolve with ${name} ${level}: the customer is asked, or the question drafted`, async () => {
        const { status, actions } = await outcome(await invoke({ action: 'resolve', [name]: level }));
        const expected = level.toLowerCase() === 'full' ? 'said' : 'drafted';
        assert.deepEqual([status, actions[0]?.outcome, actions[0]?.response], ['done', expected, 'Question']);
      });

  it('is one operation for one key', async () => {
    const enrich = { action: 'enrich', sourceContextEntity: conversation };
    const first = await outcome(await invoke(enrich, 'once'));
    const second = await outcome(await invoke(enrich, 'once'));
    assert.equal(first.id, second.id);
    assert.deepEqual(second.actions[0]?.changed, ['serialNumber']);
  });

  it('does several things, each with its outcome', async () => {
    const actions = [{ action: 'enrich', sourceContextEntity: conversation }, { action: 'resolve' }];
    const done = await outcome(await invoke({ msdyn_actions: JSON.stringify(actions) }));
    assert.deepEqual(
      done.actions.map(({ outcome: what }) => what),
      ['enriched', 'drafted'],
    );
  });

  const refused: readonly [what: string, body: object, status: number][] = [
    ['an unknown action', { action: 'delete' }, 400],
    ['nothing to do', { actions: [] }, 400],
    ['no action at all', {}, 400],
    ['enrich without a source', { action: 'enrich' }, 400],
    ['an unknown level', { action: 'resolve', automationLevel: 'some' }, 400],
    ['a text that is no JSON', { msdyn_actions: 'enrich' }, 400],
    ['a conversation of another case', { action: 'enrich', sourceContextEntity: 'conversations(x)' }, 422],
    ['an email that is none of the case', { action: 'enrich', sourceContextEntity: 'emails(x)' }, 422],
    ['another case in the body', { msdyn_incidentId: 'CAS-1', msdyn_actions: '[{"action":"resolve"}]' }, 404],
  ];
  for (const [what, body, status] of refused)
    it(`${what} is refused`, async () => {
      assert.equal((await invoke(body)).status, status);
    });

  it('a case that is closed, an operation that is none, are told so', async () => {
    const caseId = `${conversation}~1`;
    await api.call('POST', `/api/cases/${inPath(caseId)}/resolve`, { resolution: 'Descaled.' });
    await api.agent.idle();
    const reply = await invoke({ action: 'resolve' });
    assert.deepEqual([reply.status, reply.body.error.code], [409, 'CaseClosed']);
    for (const id of ['nonsense', inPath(`${caseId}~op99`)])
      assert.equal((await api.call('GET', `/api/operations/${id}`)).status, 404);
  });
});

describe('the agent is not invoked from outside', () => {
  it('while the flow is switched off', async () => {
    const flows = { ...testSettings.flows, invokeCaseProcessingAgent: false };
    const api = await startApi({ settings: { ...testSettings, flows } });
    const made = await api.call('POST', '/api/cases', { fields: { issueDescription: 'It leaks.' } });
    const path = `/api/cases/${inPath(made.body.id)}/actions`;
    const reply = await api.call('POST', path, { action: 'resolve' });
    assert.deepEqual([reply.status, reply.body.error.code], [409, 'FlowOff']);
    await api.stop();
  });
});
