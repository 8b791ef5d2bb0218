/** What every card is given beside its content. */
import { cardLanguage, cardTexts } from '../cases/texts/cards';
import type { CardTexts } from '../cases/texts/cards';
import type { Button } from './actions';
import { button } from './actions';
import type { Action, AdaptiveCard, Element } from './elements';

/** `universal`: Teams, which changes the card in place. `submit`: Web Chat and the Emulator, which know no Action.Execute. */
export type Flavour = 'universal' | 'submit';

export interface CardTarget {
  readonly flavour: Flavour;
  /** "en", "de-AT"; one without texts gets English. */
  readonly language: string;
}

export interface Frame {
  readonly flavour: Flavour;
  readonly language: string;
  readonly texts: CardTexts;
  readonly now: string;
}

/** What a card's own file makes: the body, and the buttons with the likely one first. */
export interface CardParts {
  readonly body: readonly Element[];
  readonly buttons?: readonly Button[];
}

export function frameOf(target: CardTarget, now: string): Frame {
  const { flavour, language } = target;
  return { flavour, language: cardLanguage(language), texts: cardTexts(language), now };
}

const SHOWN_MAX = 3;
const SHOWN_CHARS_MAX = 30; // words of all buttons together that stand in one line at 320 px

export function card(parts: CardParts, frame: Frame): AdaptiveCard {
  const actions = buttonsOf(parts.buttons ?? [], frame);
  return {
    type: 'AdaptiveCard',
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    version: frame.flavour === 'universal' ? '1.5' : '1.3',
    lang: frame.language,
    fallbackText: frame.texts.cannotShow,
    body: parts.body,
    ...(actions.length > 0 && { actions }),
  };
}

/** In Teams what does not fit stands behind the three dots; elsewhere buttons stand below each other, three at most. */
function buttonsOf(buttons: readonly Button[], frame: Frame): Action[] {
  if (frame.flavour === 'submit')
    return buttons
      .slice(0, SHOWN_MAX)
      .map((one, index) => button(one, frame, index === 0 ? 'likely' : 'shown'));
  let shown = 0;
  let chars = 0;
  return buttons.map((one, index) => {
    const length = (one.title ?? frame.texts.buttons[one.action.verb]).length;
    const fits = index === 0 || (shown < SHOWN_MAX && chars + length <= SHOWN_CHARS_MAX);
    if (!fits) return button(one, frame, 'overflow');
    shown += 1;
    chars += length;
    return button(one, frame, index === 0 ? 'likely' : 'shown');
  });
}
