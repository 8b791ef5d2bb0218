/**
 * Knowledge that is read once and kept: whoever asks waits for the first reading only, and never long. What is older
 * than the settings allow is read anew beside it; where that fails the articles that there are go on being used.
 */
import type { Article, Knowledge, Passage, PassageAsked } from '../../cases/resolution/knowledge';
import type { KnowledgeSettings } from '../../cases/resolution/settings';
import { ArticleSearch } from './search';

export interface KnowledgeParts {
  /** Where the articles are; undefined: nowhere. */
  readonly settings: () => Promise<KnowledgeSettings | undefined>;
  readonly read: (
    where: KnowledgeSettings,
  ) => Promise<{ articles: readonly Article[]; leftOut: readonly string[] }>;
  readonly nowMs: () => number;
  readonly log: {
    info(details: object, message: string): void;
    warn(details: object, message: string): void;
  };
  /** How long an asker waits for the first reading. */
  readonly waitMs?: number;
}

const WAIT_MS = 3_000; // a customer waits; after it a person takes over
const FAILED_AGAIN_MS = 60_000;
const MINUTE_MS = 60_000;
const LEFT_OUT_SHOWN_MAX = 10;

interface Kept {
  readonly where: string;
  readonly search?: ArticleSearch;
  readonly nextAtMs: number;
}

export function createKnowledge(parts: KnowledgeParts): Knowledge {
  return new KeptKnowledge(parts);
}

class KeptKnowledge implements Knowledge {
  private kept?: Kept;
  private reading?: { readonly where: string; readonly done: Promise<void> };

  constructor(private readonly parts: KnowledgeParts) {}

  async passage(asked: PassageAsked): Promise<Passage | undefined> {
    const settings = await this.parts.settings();
    if (!settings) return undefined;
    const where = JSON.stringify(settings);
    const kept = this.kept?.where === where ? this.kept : undefined;
    if (!kept || kept.nextAtMs <= this.parts.nowMs()) {
      const reading = this.read(settings, where);
      if (!kept?.search) await within(this.parts.waitMs ?? WAIT_MS, reading);
    }
    return this.kept?.where === where ? this.kept.search?.find(asked) : undefined;
  }

  async check(): Promise<string | undefined> {
    const settings = await this.parts.settings();
    if (!settings) return undefined;
    const { articles, leftOut } = await this.parts.read(settings);
    const { size } = await ArticleSearch.of(articles);
    const left = leftOut.length === 0 ? '' : `; left out: ${leftOut.slice(0, LEFT_OUT_SHOWN_MAX).join(', ')}`;
    return `${articles.length} articles with ${size} passages are read${left}`;
  }

  private read(settings: KnowledgeSettings, where: string): Promise<void> {
    if (this.reading?.where === where) return this.reading.done;
    const done = this.readAll(settings, where).finally(() => {
      if (this.reading?.done === done) this.reading = undefined;
    });
    this.reading = { where, done };
    return done;
  }

  private async readAll(settings: KnowledgeSettings, where: string): Promise<void> {
    const { log, nowMs, read } = this.parts;
    const before = this.kept?.where === where ? this.kept.search : undefined;
    try {
      const { articles, leftOut } = await read(settings);
      const search = await ArticleSearch.of(articles);
      if (leftOut.length > 0)
        log.warn({ leftOut: leftOut.slice(0, LEFT_OUT_SHOWN_MAX) }, 'articles were left out');
      if (before === undefined)
        log.info({ articles: articles.length, passages: search.size }, 'articles are read');
      this.kept = { where, search, nextAtMs: nowMs() + settings.refreshMinutes * MINUTE_MS };
    } catch (error) {
      log.warn({ err: error }, 'the articles could not be read');
      this.kept = { where, search: before, nextAtMs: nowMs() + FAILED_AGAIN_MS };
    }
  }
}

async function within(ms: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, ms)));
  await Promise.race([work, late]);
  clearTimeout(timer);
}
