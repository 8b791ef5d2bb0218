/** What every card is given beside its content. */
import type { Verb } from '../cases/cardActions';
import type { CardContent } from '../cases/cardContent';
import { cardLanguage, cardTexts } from '../cases/texts/cards';
import { button, type Button, type ButtonFrame } from './actions';
import { rich, run } from './elements';
import type { Action, AdaptiveCard, Element, Flavour } from './elements';
import { literal } from './literal';
import { refreshOf } from './refresh';

export interface CardTarget {
  readonly flavour: Flavour;
  /** "en", "de-AT"; one without texts gets English. */
  readonly language: string;
  /** Who looks at it: their ids in the channel. Each is shown the card as it is for them. */
  readonly viewers?: readonly string[];
  /** What whoever reads it may not do. */
  readonly without?: readonly Verb[];
  /** What was not done, and why: above everything else. */
  readonly notice?: string;
}

export interface Frame extends ButtonFrame {
  readonly language: string;
  readonly now: string;
  readonly viewers: readonly string[];
  readonly notice?: string;
  /** Whether whoever reads the card may press a button for it. */
  readonly may: (verb: Verb) => boolean;
}

/** What a card's own file makes: the body, and the buttons with the likely one first. */
export interface CardParts {
  readonly body: readonly Element[];
  readonly buttons?: readonly Button[];
}

export function frameOf(target: CardTarget, now: string): Frame {
  const { flavour, language, viewers = [], without = [], notice } = target;
  const may = (verb: Verb): boolean => !without.includes(verb);
  return { flavour, language: cardLanguage(language), texts: cardTexts(language), now, viewers, notice, may };
}

const SHOWN_MAX = 3;
const LINE_CHARS_MAX = 33.9; // of the buttons that stand in one line at 320 px
const BUTTON_CHARS = 4; // what a button takes around its words
const MORE_CHARS = 5; // the three dots
const NARROW = /[fijlrt .,:!?]/g; // half as wide as the others
const WIDE = /[mwMW]/g;
const CAPITAL = /\p{Lu}/gu;

export function card(parts: CardParts, content: CardContent, frame: Frame): AdaptiveCard {
  const allowed = (parts.buttons ?? []).filter(({ action }) => frame.may(action.verb));
  const actions = buttonsOf(allowed, frame);
  const refresh = refreshOf(content, frame);
  return {
    type: 'AdaptiveCard',
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    version: frame.flavour === 'universal' ? '1.5' : '1.3',
    lang: frame.language,
    fallbackText: frame.texts.cannotShow,
    ...(refresh && { refresh }),
    body: [...noticeOf(frame), ...parts.body],
    ...(actions.length > 0 && { actions }),
  };
}

function noticeOf({ notice }: Frame): Element[] {
  if (notice === undefined) return [];
  const said = rich([run(literal(notice), { weight: 'Bolder', color: 'Attention' })]);
  return [{ type: 'Container', style: 'emphasis', items: [said] }];
}

/** In Teams what does not fit stands behind the three dots; elsewhere buttons stand below each other, three at most. */
function buttonsOf(buttons: readonly Button[], frame: Frame): Action[] {
  const shown = frame.flavour === 'submit' ? SHOWN_MAX : fitting(buttons, frame);
  const placed = frame.flavour === 'submit' ? buttons.slice(0, SHOWN_MAX) : buttons;
  return placed.map((one, index) =>
    button(one, frame, index === 0 ? 'likely' : index < shown ? 'shown' : 'overflow'),
  );
}

/** How many of the buttons, from the first, stand in one line. */
function fitting(buttons: readonly Button[], frame: Frame): number {
  const widths = buttons.map((one) => BUTTON_CHARS + widthOf(titleOf(one, frame)));
  const fits = (count: number): boolean => {
    const more = count < buttons.length ? MORE_CHARS : 0;
    return widths.slice(0, count).reduce((sum, width) => sum + width, more) <= LINE_CHARS_MAX;
  };
  let count = Math.min(SHOWN_MAX, buttons.length);
  while (count > 1 && !fits(count)) count -= 1;
  return count;
}

function widthOf(words: string): number {
  const count = (letters: RegExp): number => words.match(letters)?.length ?? 0;
  return words.length - count(NARROW) / 2 + count(WIDE) / 2 + count(CAPITAL) / 4;
}

function titleOf({ title, action }: Button, { texts }: Frame): string {
  return title ?? texts.buttons[action.verb];
}
