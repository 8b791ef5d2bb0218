/** A route: what it takes, what it answers and what it does, in one place. The OpenAPI document is made of the same. */
import type { Readable } from 'node:stream';
import { z } from 'zod/v4';
import { permits, type Access, type Deed } from '../../../cases/access';
import type { Person } from '../../../cases/values';
import type { ApiDeps } from './deps';
import { ApiProblem, malformed } from './problems';
import type { underWay } from './schemas';

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';
export type HeaderName = 'If-Match' | 'Idempotency-Key' | 'Accept-Language';

/** A request as it came over the wire, its headers read. */
export interface RawCall {
  readonly params: Readonly<Record<string, string>>;
  readonly query: unknown;
  readonly body: unknown;
  readonly caller: Person;
  readonly access: Access;
  /** The caller's `Idempotency-Key`, else a new one: the same key again changes nothing. */
  readonly key: string;
  readonly ifMatch?: number;
  /** As `Accept-Language` begins: "de". */
  readonly language?: string;
  readonly authorization?: string;
}

export interface Call<Q, B> extends Omit<RawCall, 'query' | 'body'> {
  readonly query: Q;
  readonly body: B;
}

/** A file to keep, written as it is made. */
export interface FileAnswer {
  readonly file: {
    readonly name: string;
    readonly content: Readable;
  };
}

export interface Answer<T> {
  readonly body: T;
  /** Where it differs from the route's own. */
  readonly status?: number;
  /** Sent as `ETag`: what `If-Match` is compared with. */
  readonly version?: number;
  readonly location?: string;
}

/** What is answered may be read-only: it is written as JSON. */
export type Frozen<T> = T extends readonly (infer U)[]
  ? readonly Frozen<U>[]
  : T extends object
    ? { readonly [K in keyof T]: Frozen<T[K]> }
    : T;

/** The part of a route that the document is made of. */
export interface RouteDescription {
  readonly method: Method;
  /** `/api/cases/{id}`. */
  readonly path: `/api/${string}`;
  readonly id: string;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  readonly query?: z.ZodObject;
  readonly body?: z.ZodType;
  readonly headers?: readonly HeaderName[];
  /** 200 where it is missing. */
  readonly status?: 200 | 201 | 202;
  /** It may also come to a 202 with where to look. */
  readonly orUnderWay?: boolean;
  readonly answer: z.ZodType;
  /** The media type, where it answers with a file. */
  readonly file?: string;
  /** The refusals that are this route's own. */
  readonly problems?: readonly number[];
  /** What the caller must be permitted; missing: nothing of its own. */
  readonly needs?: Deed;
  /** The chat's own token lets in, not the API key. */
  readonly chatToken?: boolean;
}

export interface Route extends RouteDescription {
  run(deps: ApiDeps, raw: RawCall): Promise<Answer<unknown> | FileAnswer>;
}

interface Handling<Q extends z.ZodObject, B extends z.ZodType, A extends z.ZodType> extends RouteDescription {
  readonly query?: Q;
  readonly body?: B;
  readonly answer: A;
  handle(
    deps: ApiDeps,
    call: Call<z.output<Q>, z.output<B>>,
  ): Promise<Answer<Frozen<z.output<A> | z.output<typeof underWay>>> | FileAnswer>;
}

/** Makes a route: query and body are read by their schemas before `handle` sees them. */
export function route<Q extends z.ZodObject, B extends z.ZodType, A extends z.ZodType>(
  spec: Handling<Q, B, A>,
): Route {
  const { query, body } = spec;
  return {
    ...spec,
    run: async (deps, raw) => {
      if (spec.needs && !permits(raw.access, spec.needs)) throw notPermitted();
      return spec.handle(deps, {
        ...raw,
        query: read(query ?? z.strictObject({}), raw.query, 'query') as z.output<Q>,
        body: (body ? read(body, raw.body, 'body') : undefined) as z.output<B>,
      });
    },
  };
}

function notPermitted(): ApiProblem {
  return new ApiProblem(403, 'NotPermitted', 'Your roles do not include this. Ask your administrator.');
}

function read<S extends z.ZodType>(schema: S, value: unknown, where: 'body' | 'query'): z.output<S> {
  const result = schema.safeParse(value);
  if (!result.success) throw malformed(result.error, where);
  return result.data;
}

export function param(call: Pick<RawCall, 'params'>, name: string): string {
  return call.params[name] ?? '';
}
