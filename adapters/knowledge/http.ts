/** Articles from a web address: `{"articles": [{"name", "title"?, "text", "language"?, "url"?}]}`, the text in Markdown. */
import { z } from 'zod/v4';
import type { KnowledgeSettings } from '../../cases/resolution/settings';
import { ARTICLE_BYTES_MAX, ARTICLES_MAX, type LoadedArticles } from './folder';

export const ANSWER_BYTES_MAX = 16 * 1024 * 1024;

const answer = z.object({
  articles: z
    .array(
      z.object({
        name: z.string().min(1).max(200),
        title: z.string().min(1).max(300).optional(),
        text: z.string().max(ARTICLE_BYTES_MAX),
        language: z
          .string()
          .regex(/^[a-z]{2}$/)
          .optional(),
        url: z.url({ protocol: /^https?$/ }).optional(),
      }),
    )
    .max(ARTICLES_MAX),
});

/** @throws Error whose message says what is wrong with the address or its answer, and nothing of the answer itself. */
export async function readAddress({
  url,
  timeoutMs,
}: Extract<KnowledgeSettings, { kind: 'http' }>): Promise<LoadedArticles> {
  const response = await fetch(url, {
    headers: { accept: 'application/json' },
    redirect: 'error',
    signal: AbortSignal.timeout(timeoutMs),
  });
  if (!response.ok) {
    await response.body?.cancel();
    throw new Error(`the address of the articles answered ${response.status}`);
  }
  const read = answer.safeParse(parsed(await bounded(response)));
  if (!read.success) {
    const [first] = read.error.issues;
    throw new Error(
      `the articles are not as expected: ${first?.path.join('.') ?? ''} ${first?.message ?? ''}`,
    );
  }
  return { articles: read.data.articles, leftOut: [] };
}

async function bounded({ body }: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of (body ?? []) as AsyncIterable<Uint8Array>) {
    size += part.byteLength;
    if (size > ANSWER_BYTES_MAX)
      throw new Error(`the articles are more than ${ANSWER_BYTES_MAX / 1024 / 1024} MB`);
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error('the articles are not JSON');
  }
}
