/** The environment: read once, blank counts as missing, all problems told at once. */
import assert from 'node:assert/strict';
import { ConfigError, loadConfig } from '../../bot/config';

const KEY = 'k'.repeat(24);
const CREDENTIALS = {
  MicrosoftAppId: 'app',
  MicrosoftAppPassword: 'secret',
  MicrosoftAppTenantId: 'tenant',
  API_KEY: KEY,
};

function problemsOf(env: NodeJS.ProcessEnv): readonly string[] {
  try {
    loadConfig(env);
    return [];
  } catch (error) {
    assert.ok(error instanceof ConfigError);
    return error.problems;
  }
}

describe('the environment', () => {
  it('of nothing runs whole on this machine, on loopback, with the chat', () => {
    const { host, port, dataDir, credentials, localChat, logLevel } = loadConfig({});
    assert.deepEqual(
      [host, port, dataDir, credentials, localChat, logLevel],
      ['127.0.0.1', 3978, 'data', undefined, true, 'info'],
    );
  });

  it('names the instance whose leases outlive a restart, or leaves it to chance', () => {
    assert.deepEqual(
      [loadConfig({ INSTANCE: 'desk-1' }).instance, loadConfig({}).instance],
      ['desk-1', undefined],
    );
  });

  it('that is blank is as if it were missing', () => {
    const blank = Object.fromEntries(
      [
        'PORT',
        'HOST',
        'DATA_DIR',
        'API_KEY',
        'MicrosoftAppId',
        'MicrosoftAppPassword',
        'MicrosoftAppTenantId',
        'LOCAL_CHAT',
        'LOG_LEVEL',
        'ALLOWED_HOSTS',
      ].map((name) => [name, '  ']),
    );
    assert.deepEqual(loadConfig(blank), loadConfig({}));
  });

  it('with credentials listens to everybody, without the local chat', () => {
    const { host, localChat, credentials } = loadConfig(CREDENTIALS);
    assert.deepEqual(
      [host, localChat, credentials],
      ['0.0.0.0', false, { appId: 'app', password: 'secret', tenantId: 'tenant', type: 'SingleTenant' }],
    );
    assert.equal(loadConfig({ ...CREDENTIALS, LOCAL_CHAT: 'on' }).localChat, true);
  });

  it('is trimmed; lists are split, in lower case', () => {
    const { port, allowedHosts, allowedOrigins, serviceHosts } = loadConfig({
      PORT: ' 0 ',
      ALLOWED_HOSTS: ' My-Host , ,other ',
      ALLOWED_ORIGINS: 'https://A.example',
      SERVICE_HOSTS: 'x',
    });
    assert.deepEqual(
      [port, allowedHosts, allowedOrigins, serviceHosts],
      [0, ['my-host', 'other'], ['https://a.example'], ['x']],
    );
  });

  const wrong: readonly [name: string, env: NodeJS.ProcessEnv, problem: RegExp][] = [
    ['an id without a password', { ...CREDENTIALS, MicrosoftAppPassword: '' }, /MicrosoftAppPassword is not/],
    ['a password without an id', { ...CREDENTIALS, MicrosoftAppId: '' }, /MicrosoftAppId is not/],
    [
      'a single tenant without its id',
      { ...CREDENTIALS, MicrosoftAppTenantId: '' },
      /MicrosoftAppTenantId is not set/,
    ],
    ['a type that is none', { ...CREDENTIALS, MicrosoftAppType: 'Managed' }, /MicrosoftAppType is "Managed"/],
    ['credentials without an API key', { ...CREDENTIALS, API_KEY: '' }, /API_KEY is not set/],
    ['a short API key', { API_KEY: 'guess' }, /API_KEY has less than 24/],
    ['another host without credentials', { HOST: '0.0.0.0' }, /listens on loopback only/],
    ['a name that only begins like loopback', { HOST: '127.0.0.1.evil.example' }, /listens on loopback only/],
    ['a port that is none', { PORT: '80 80' }, /PORT is "80 80"/],
    ['a port out of range', { PORT: '65536' }, /PORT is "65536"/],
    ['a negative port', { PORT: '-1' }, /PORT is "-1"/],
    ['a log level that is none', { LOG_LEVEL: 'loud' }, /LOG_LEVEL is "loud"/],
    [
      'an address of a database that is none',
      { MONGODB_URI: 'db:secret@host' },
      /^MONGODB_URI must begin with mongodb:\/\/[^@]*$/,
    ],
    ['a switch that is neither on nor off', { LOCAL_CHAT: 'yes' }, /LOCAL_CHAT is "yes"/],
  ];
  for (const [name, env, problem] of wrong) {
    it(`is refused with ${name}`, () => {
      const problems = problemsOf(env);
      assert.equal(problems.length, 1, problems.join('; '));
      assert.match(problems[0] ?? '', problem);
    });
  }

  it('several tenants need no tenant id', () =>
    assert.deepEqual(
      problemsOf({ ...CREDENTIALS, MicrosoftAppTenantId: '', MicrosoftAppType: 'MultiTenant' }),
      [],
    ));

  it('has all its problems told at once, without its secrets', () => {
    const env = { PORT: 'x', HOST: '10.0.0.1', LOG_LEVEL: 'x', LOCAL_CHAT: 'x', API_KEY: 'hush' };
    assert.equal(problemsOf(env).length, 5);
    assert.throws(
      () => loadConfig(env),
      (error) => error instanceof ConfigError && !error.message.includes('hush'),
    );
  });
});
