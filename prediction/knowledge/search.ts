/** Searches articles by words, in English and German, and gives the passage that fits best. */
import MiniSearch from 'minisearch';
import type { Article, Passage, PassageAsked } from '../../cases/resolution/knowledge';
import { tokenize } from '../local/tokens';
import { STOP_STEMS } from '../local/words/small';
import { loadLexer, readArticle, type Lexer } from './passages';

interface Indexed {
  readonly id: number;
  readonly article: Article;
  readonly title: string;
  readonly heading: string;
  readonly text: string;
}

const BOOST = { title: 2, heading: 1.5 };
const QUERY_WORDS_MAX = 60; // what is wrong, in a few sentences
/** So many different words of what is asked must be in a passage that nobody named. */
const WORDS_MIN = 2;

export class ArticleSearch {
  private readonly passages: readonly Indexed[];
  private readonly index: MiniSearch<Indexed>;

  private constructor(articles: readonly Article[], lexer: Lexer) {
    this.passages = articles
      .flatMap((article) => {
        const { title, passages } = readArticle(article, lexer);
        return passages.map(({ heading, text }) => ({ article, title, heading, text }));
      })
      .map((one, id) => ({ ...one, id }));
    this.index = new MiniSearch<Indexed>({
      fields: ['title', 'heading', 'text'],
      tokenize: stems,
      processTerm: (term) => term,
      searchOptions: { boost: BOOST, combineWith: 'OR' },
    });
    this.index.addAll(this.passages);
  }

  static async of(articles: readonly Article[]): Promise<ArticleSearch> {
    return new ArticleSearch(articles, await loadLexer());
  }

  get size(): number {
    return this.passages.length;
  }

  find(asked: PassageAsked): Passage | undefined {
    const named = asked.articles && new Set(asked.articles.map((name) => name.toLowerCase()));
    const among = (one: Indexed): boolean =>
      !named || named.has(one.article.name.toLowerCase()) || named.has(one.title.toLowerCase());
    const own = this.best(asked, (one) => among(one) && speaks(one, asked.language));
    const found = own ?? this.best(asked, among);
    return found && passageOf(found);
  }

  private best({ words, articles }: PassageAsked, fits: (one: Indexed) => boolean): Indexed | undefined {
    const query = [...new Set(stems(words))].slice(0, QUERY_WORDS_MAX).join(' ');
    const results = this.index.search(query, {
      tokenize: (text) => text.split(' '),
      filter: ({ id }) => {
        const one = this.passages[id as number];
        return one !== undefined && fits(one);
      },
    });
    const enough = articles ? 1 : WORDS_MIN;
    const best = results.find(({ queryTerms }) => new Set(queryTerms).size >= enough);
    // An article that is named is meant, whatever words it has.
    return best ? this.passages[best.id as number] : articles && this.passages.find(fits);
  }
}

function speaks({ article }: Indexed, language: string): boolean {
  return article.language === undefined || article.language === language;
}

function passageOf({ article, title, text }: Indexed): Passage {
  const { name, url } = article;
  return { article: { name, title, ...(url === undefined ? {} : { url }) }, text };
}

function stems(text: string): string[] {
  return tokenize(text)
    .map(({ stem }) => stem)
    .filter((stem) => !STOP_STEMS.has(stem));
}
