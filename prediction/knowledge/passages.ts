/** An article in passages that can be quoted by themselves: the words under a heading, without the Markdown. */
import type { Token, Tokens } from 'marked' with { 'resolution-mode': 'import' };
import type { Article } from '../../cases/resolution/knowledge';

export interface ArticlePassage {
  /** The headings above it. */
  readonly heading: string;
  readonly text: string;
}

export interface ReadArticle {
  readonly title: string;
  readonly passages: readonly ArticlePassage[];
}

export const PASSAGE_CHARS_MAX = 800; // as much as is read in a chat; a longer section is several passages

const FRONT_MATTER = /^---\r?\n[^]*?\r?\n---\r?\n/;

/** Reads Markdown: `lexer` of marked, which is loaded once there is something to read. */
export type Lexer = (markdown: string) => readonly Token[];

export async function loadLexer(): Promise<Lexer> {
  return (await import('marked')).lexer;
}

export function readArticle({ name, title, text }: Article, lexer: Lexer): ReadArticle {
  const tokens = lexer(text.replace(FRONT_MATTER, ''));
  const first = tokens.find((token) => token.type === 'heading');
  const own = first ? plain(within(first)) : '';
  const collected = new Passages();
  for (const token of tokens) {
    if (token.type === 'heading') collected.head((token as Tokens.Heading).depth, plain(within(token)));
    else collected.add(blockText(token));
  }
  return { title: title ?? (own || name), passages: collected.all() };
}

class Passages {
  private readonly headings: (string | undefined)[] = [];
  private readonly done: ArticlePassage[] = [];
  private blocks: string[] = [];

  head(depth: number, text: string): void {
    this.close();
    this.headings.length = Math.min(this.headings.length, depth - 1);
    this.headings[depth - 1] = text;
  }

  add(block: string): void {
    if (block === '') return;
    const size = this.blocks.reduce((sum, one) => sum + one.length + 2, block.length);
    if (this.blocks.length > 0 && size > PASSAGE_CHARS_MAX) this.close();
    this.blocks.push(...inPieces(block));
    if (this.blocks.length > 1 && block.length > PASSAGE_CHARS_MAX) this.split();
  }

  all(): ArticlePassage[] {
    this.close();
    return this.done;
  }

  private split(): void {
    const blocks = this.blocks;
    for (const block of blocks) {
      this.blocks = [block];
      this.close();
    }
  }

  private close(): void {
    if (this.blocks.length > 0) {
      const heading = this.headings.filter(Boolean).join(' · ');
      this.done.push({ heading, text: this.blocks.join('\n\n') });
    }
    this.blocks = [];
  }
}

/** At the ends of sentences or lines. */
function inPieces(block: string): string[] {
  if (block.length <= PASSAGE_CHARS_MAX) return [block];
  const pieces: string[] = [];
  let piece = '';
  for (const sentence of block.split(/(?<=[.!?])\s+|\n/)) {
    if (piece !== '' && piece.length + sentence.length > PASSAGE_CHARS_MAX) {
      pieces.push(piece);
      piece = '';
    }
    piece = piece === '' ? sentence : `${piece} ${sentence}`;
  }
  return [...pieces, piece].map((one) => one.slice(0, PASSAGE_CHARS_MAX));
}

function blockText(token: Token): string {
  switch (token.type) {
    case 'paragraph':
    case 'text':
      return within(token).length > 0 ? plain(within(token)) : plain([token]);
    case 'list':
      return listText(token as Tokens.List);
    case 'blockquote':
      return within(token).map(blockText).filter(Boolean).join('\n');
    case 'code':
      return (token as Tokens.Code).text;
    case 'table':
      return tableText(token as Tokens.Table);
    default:
      return ''; // rules, HTML, spaces, definitions: nothing to quote
  }
}

function listText({ items, ordered, start }: Tokens.List): string {
  const first = Number(start) || 1;
  return items
    .map((item, at) => {
      const mark = ordered ? `${first + at}.` : '-';
      const text = item.tokens.map(blockText).filter(Boolean).join('\n');
      return `${mark} ${text.replaceAll('\n', '\n   ')}`;
    })
    .join('\n');
}

function tableText({ header, rows }: Tokens.Table): string {
  return [header, ...rows].map((row) => row.map((cell) => plain(cell.tokens)).join(' | ')).join('\n');
}

function plain(tokens: readonly Token[]): string {
  return tokens.map(inlineText).join('').trim();
}

/** A link is its words and where it leads; a picture is what it shows. */
function inlineText(token: Token): string {
  if (token.type === 'br') return '\n';
  if (token.type === 'html') return '';
  if (token.type === 'link') {
    const { href, tokens } = token as Tokens.Link;
    const words = plain(tokens);
    return words === href || href.startsWith('#') || href.startsWith('mailto:')
      ? words
      : `${words} (${href})`;
  }
  if (within(token).length > 0) return within(token).map(inlineText).join('');
  return 'text' in token ? unescaped(String(token.text)) : '';
}

function within(token: Token): readonly Token[] {
  return 'tokens' in token && token.tokens ? token.tokens : [];
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
};

function unescaped(text: string): string {
  return text.replace(/&(?:amp|lt|gt|quot|#39);/g, (entity) => ENTITIES[entity] ?? entity);
}
