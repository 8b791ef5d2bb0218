/** The port to knowledge: articles, of which the likeliest passage is quoted. */
import type { QuotedArticle } from './state';

export interface Article {
  /** By which intents name it: the file's name without its ending, with its folders ("coffee/descaling"). */
  readonly name: string;
  /** "en", "de"; missing: for every language. */
  readonly language?: string;
  /** Missing: its first heading, else its name. */
  readonly title?: string;
  /** Markdown. */
  readonly text: string;
  readonly url?: string;
}

export interface PassageAsked {
  /** The words to search with: what is wrong, and what is known of it. */
  readonly words: string;
  /** Only in these articles; missing: in all. */
  readonly articles?: readonly string[];
  /** "en", "de": articles in it come first. */
  readonly language: string;
}

export interface Passage {
  readonly article: QuotedArticle;
  /** A slice of the article as people read it: no Markdown. */
  readonly text: string;
}

export interface Knowledge {
  /** Undefined where nothing fits, or where the articles cannot be read now: never waits long, never throws. */
  passage(asked: PassageAsked): Promise<Passage | undefined>;
  /**
   * Reads the articles now; what was found, in words. Undefined where the settings name no place.
   * @throws Error whose message says why they cannot be read.
   */
  check(): Promise<string | undefined>;
}
