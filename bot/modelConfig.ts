/** Which model, if any: OpenAI, a server of the same protocol, or Azure. */
import type { ModelEndpoint } from '../prediction/openai';

const MODEL_SHIPPED = 'gpt-4o-mini'; // small, and knows strict schemas
const AZURE_VERSION_SHIPPED = '2024-10-21'; // the first that is generally available with strict schemas

type Read = (name: string) => string | undefined;

/** Adds to the problems what is not right; they are told all at once. */
export function readModel(text: Read, problems: string[]): ModelEndpoint | undefined {
  const openai = readOpenAI(text, problems);
  const azure = readAzure(text, problems);
  if (openai && azure)
    problems.push('OPENAI_* and AZURE_OPENAI_* are both set: choose one model and leave the other empty');
  return openai ?? azure;
}

function readOpenAI(text: Read, problems: string[]): ModelEndpoint | undefined {
  const apiKey = text('OPENAI_API_KEY');
  const baseUrl = text('OPENAI_BASE_URL');
  const model = text('OPENAI_MODEL');
  if (!apiKey && !baseUrl) {
    if (model) problems.push('OPENAI_MODEL is set, but neither OPENAI_API_KEY nor OPENAI_BASE_URL');
    return undefined;
  }
  if (baseUrl) checkUrl('OPENAI_BASE_URL', baseUrl, problems);
  if (baseUrl && !model) problems.push('OPENAI_MODEL is not set: name the model that OPENAI_BASE_URL serves');
  return { kind: 'openai', apiKey, baseUrl, model: model ?? MODEL_SHIPPED };
}

function readAzure(text: Read, problems: string[]): ModelEndpoint | undefined {
  const needed = ['AZURE_OPENAI_ENDPOINT', 'AZURE_OPENAI_API_KEY', 'AZURE_OPENAI_DEPLOYMENT'] as const;
  const [endpoint, apiKey, deployment] = needed.map(text);
  const apiVersion = text('AZURE_OPENAI_API_VERSION') ?? AZURE_VERSION_SHIPPED;
  const missing = needed.filter((name) => text(name) === undefined);
  if (missing.length === needed.length) {
    if (text('AZURE_OPENAI_API_VERSION'))
      problems.push(`AZURE_OPENAI_API_VERSION is set, but ${missing.join(', ')} are not`);
    return undefined;
  }
  for (const name of missing)
    problems.push(`${name} is not set; a model on Azure needs ${needed.join(', ')}`);
  if (endpoint) checkUrl('AZURE_OPENAI_ENDPOINT', endpoint, problems);
  return {
    kind: 'azure',
    endpoint: endpoint ?? '',
    apiKey: apiKey ?? '',
    deployment: deployment ?? '',
    apiVersion,
  };
}

function checkUrl(name: string, raw: string, problems: string[]): void {
  if (!URL.canParse(raw) || !/^https?:$/.test(new URL(raw).protocol))
    problems.push(`${name} is no address: it must begin with https:// or http://`);
}
