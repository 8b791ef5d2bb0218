/** Articles that are Markdown files of a folder: `descaling.md`, or `descaling.de.md` where it is in one language. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { Article } from '../../cases/resolution/knowledge';

export const ARTICLES_MAX = 2_000; // as many as fit into memory and are indexed in a second
export const ARTICLE_BYTES_MAX = 256 * 1024; // a longer one is a book

export interface LoadedArticles {
  readonly articles: readonly Article[];
  /** What was left out, in words, for the log. */
  readonly leftOut: readonly string[];
}

/** Links are not followed: what lies outside of the folder is none of its articles. */
export async function readFolder(folder: string): Promise<LoadedArticles> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && /\.md$/i.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  const leftOut = files.slice(ARTICLES_MAX).map((file) => `${file}: more than ${ARTICLES_MAX} articles`);
  const articles: Article[] = [];
  for (const file of files.slice(0, ARTICLES_MAX)) {
    if ((await stat(file)).size > ARTICLE_BYTES_MAX)
      leftOut.push(`${file}: longer than ${ARTICLE_BYTES_MAX / 1024} KB`);
    else articles.push({ ...named(relative(folder, file)), text: await readFile(file, 'utf8') });
  }
  return { articles, leftOut };
}

function named(path: string): Pick<Article, 'name' | 'language'> {
  const name = path.split(sep).join('/').replace(/\.md$/i, '');
  const [, bare, language] = /^(.+)\.([a-z]{2})$/.exec(name) ?? [];
  return bare === undefined ? { name } : { name: bare, language };
}
