/** Which model the environment names. */
import assert from 'node:assert/strict';
import { readModel } from '../../bot/modelConfig';

function read(env: Readonly<Record<string, string>>) {
  const problems: string[] = [];
  return { model: readModel((name) => env[name], problems), problems };
}

const AZURE = {
  AZURE_OPENAI_ENDPOINT: 'https://x.openai.azure.com',
  AZURE_OPENAI_API_KEY: 'key',
  AZURE_OPENAI_DEPLOYMENT: 'gpt',
};

describe('the model in the environment', () => {
  it('is none where nothing is set', () => {
    assert.deepEqual(read({}), { model: undefined, problems: [] });
  });

  it('is OpenAI’s with a key alone', () => {
    const { model } = read({ OPENAI_API_KEY: 'sk' });
    assert.deepEqual(model, { kind: 'openai', apiKey: 'sk', baseUrl: undefined, model: 'gpt-4o-mini' });
  });

  it('is a server of one’s own with an address and a model, without a key', () => {
    const env = { OPENAI_BASE_URL: 'http://127.0.0.1:11434/v1', OPENAI_MODEL: 'qwen' };
    const expected = { kind: 'openai', apiKey: undefined, baseUrl: env.OPENAI_BASE_URL, model: 'qwen' };
    assert.deepEqual(read(env), { model: expected, problems: [] });
  });

  it('is Azure’s with its three', () => {
    const { model, problems } = read(AZURE);
    assert.deepEqual(problems, []);
    assert.deepEqual(model, {
      kind: 'azure',
      endpoint: AZURE.AZURE_OPENAI_ENDPOINT,
      apiKey: 'key',
      deployment: 'gpt',
      apiVersion: '2024-10-21',
    });
  });

  const wrong: readonly (readonly [env: Record<string, string>, problems: readonly RegExp[]])[] = [
    [{ OPENAI_MODEL: 'x' }, [/neither OPENAI_API_KEY nor OPENAI_BASE_URL/]],
    [{ OPENAI_BASE_URL: 'localhost:11434' }, [/no address/, /OPENAI_MODEL is not set/]],
    [{ AZURE_OPENAI_ENDPOINT: 'x' }, [/API_KEY is not set/, /DEPLOYMENT is not set/, /no address/]],
    [{ AZURE_OPENAI_API_VERSION: '2024-10-21' }, [/AZURE_OPENAI_API_VERSION is set, but/]],
    [{ ...AZURE, OPENAI_API_KEY: 'sk' }, [/both set/]],
  ];
  for (const [env, expected] of wrong) {
    it(`tells every problem at once: ${Object.keys(env).join(', ')}`, () => {
      const { problems } = read(env);
      assert.equal(problems.length, expected.length, problems.join('; '));
      expected.forEach((pattern) =>
        assert.ok(
          problems.some((one) => pattern.test(one)),
          String(pattern),
        ),
      );
    });
  }
});
