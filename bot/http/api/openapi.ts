/** The OpenAPI 3.1 document, made of the same routes and schemas that serve. */
import { z } from 'zod/v4';
import type { HeaderName, RouteDescription } from './route';
import { apiSchemas, problem, underWay } from './schemas';

type Json = Record<string, unknown>;

export interface OpenApiDocument {
  readonly openapi: string;
  readonly info: Json;
  readonly security: readonly Json[];
  readonly paths: Record<string, Record<string, Json>>;
  readonly components: { readonly schemas: Record<string, Json>; readonly securitySchemes: Json };
}

/** What any route may answer, whatever it does. */
const PROBLEMS_ANYWHERE = [400, 401, 403, 500, 503];

const PROBLEM_WORDS: Readonly<Record<number, string>> = {
  400: 'The request does not fit: see `details`.',
  401: 'The API key is missing.',
  403: 'Not from there, not with this token, or not with these roles.',
  404: 'There is no such thing.',
  409: 'It does not go with how things stand.',
  412: 'It has changed since the version in If-Match.',
  413: 'It is too large.',
  415: 'Only application/json is taken.',
  422: 'Values do not fit what they are for: see `details`.',
  500: 'It did not work on our side; the message has a reference.',
  503: 'Busy, or the store cannot be reached: try again after Retry-After seconds.',
};

const HEADER_WORDS: Readonly<Record<HeaderName, string>> = {
  'If-Match': 'The ETag of what was read: refused with 412 where it has changed since.',
  'Idempotency-Key': 'The same key again changes nothing and answers the same.',
  'Accept-Language': 'The language of labels and reasons: en, de.',
};

export function openApiDocument(routes: readonly RouteDescription[]): OpenApiDocument {
  const paths: OpenApiDocument['paths'] = {};
  for (const one of routes) (paths[one.path] ??= {})[one.method] = operation(one);
  return {
    openapi: '3.1.0',
    info: {
      title: 'Case Management Agent',
      version: '1.0.0',
      description:
        'Cases, conversations, settings and predictions. A list answers `{items, next}`, paged by key; an error ' +
        '`{error: {code, message, details}}`. Without bot credentials the API is open to this machine only.',
    },
    security: [{ apiKey: [] }, { apiKeyHeader: [] }, {}],
    paths,
    components: {
      schemas: componentSchemas(),
      securitySchemes: {
        apiKey: { type: 'http', scheme: 'bearer', description: 'The API_KEY of the process.' },
        apiKeyHeader: { type: 'apiKey', in: 'header', name: 'X-API-Key' },
        chatToken: {
          type: 'http',
          scheme: 'bearer',
          description: 'The Direct Line token of the conversation.',
        },
      },
    },
  };
}

function operation(one: RouteDescription): Json {
  const { id, tag, summary, description, body } = one;
  return {
    operationId: id,
    tags: [tag],
    summary,
    ...(description === undefined ? {} : { description }),
    ...(one.chatToken ? { security: [{ chatToken: [] }] } : {}),
    parameters: [...pathParameters(one), ...queryParameters(one), ...headerParameters(one)],
    ...(body ? { requestBody: { required: true, content: jsonContent(body) } } : {}),
    responses: responses(one),
  };
}

function pathParameters({ path }: RouteDescription): Json[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
}

function queryParameters({ query }: RouteDescription): Json[] {
  if (!query) return [];
  const { properties = {}, required = [] } = bare(z.toJSONSchema(query, { io: 'input' })) as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, { description, ...schema }]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    ...(description === undefined ? {} : { description }),
    schema,
  }));
}

function headerParameters({ headers = [] }: RouteDescription): Json[] {
  return headers.map((name) => ({
    name,
    in: 'header',
    required: false,
    description: HEADER_WORDS[name],
    schema: { type: 'string' },
  }));
}

function responses(one: RouteDescription): Record<string, Json> {
  const { status = 200, answer, orUnderWay } = one;
  const statuses = [...PROBLEMS_ANYWHERE, ...(one.problems ?? []), ...(one.body ? [415] : [])];
  const refusals = [...new Set(statuses)]
    .sort()
    .map(
      (code) => [code, { description: PROBLEM_WORDS[code] ?? '', content: jsonContent(problem) }] as const,
    );
  return {
    [status]: {
      description: 'Done.',
      content: one.file ? fileContent(one.file, answer) : jsonContent(answer),
    },
    ...(status === 202 || orUnderWay
      ? { 202: { description: 'Under way.', content: jsonContent(status === 202 ? answer : underWay) } }
      : {}),
    ...Object.fromEntries(refusals),
  };
}

function fileContent(type: string, answer: z.ZodType): Json {
  return type === JSON_TYPE
    ? jsonContent(answer)
    : { [type]: { schema: { type: 'string', format: 'binary' } } };
}

const JSON_TYPE = 'application/json';

function jsonContent(schema: z.ZodType): Json {
  const id = apiSchemas.get(schema)?.id;
  if (id === undefined) throw new Error('a body or an answer of the API has no name');
  return { [JSON_TYPE]: { schema: { $ref: refOf(id) } } };
}

const refOf = (id: string): string => `#/components/schemas/${id}`;

function componentSchemas(): Record<string, Json> {
  const { schemas } = z.toJSONSchema(apiSchemas, { io: 'input', uri: refOf });
  return Object.fromEntries(Object.entries(schemas).map(([id, schema]) => [id, bare(schema)]));
}

/** Without what only a schema that stands alone needs. */
function bare(schema: object): Json {
  return Object.fromEntries(Object.entries(schema).filter(([key]) => key !== '$schema' && key !== '$id'));
}
