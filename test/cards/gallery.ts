/** Cards as a client shows them: the official renderer in the browser, by a host configuration like that of Teams. */
import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import type { AdaptiveCard } from '../../cards';

export type Theme = 'light' | 'dark';

export interface Look {
  readonly theme: Theme;
  /** Of the card, in CSS pixels. */
  readonly width: number;
  /** Side by side as in Teams, or below each other as in Web Chat. */
  readonly buttons: 'horizontal' | 'vertical';
}

interface Colours {
  readonly back: string;
  readonly text: string;
  readonly subtle: string;
  readonly accent: string;
  readonly good: string;
  readonly warning: string;
  readonly attention: string;
  readonly emphasis: string;
  readonly line: string;
}

const COLOURS: Readonly<Record<Theme, Colours>> = {
  light: {
    back: '#ffffff',
    text: '#242424',
    subtle: '#616161',
    accent: '#5b5fc7',
    good: '#13753c',
    warning: '#8a5300',
    attention: '#c4314b',
    emphasis: '#f0f0f0',
    line: '#d1d1d1',
  },
  dark: {
    back: '#292929',
    text: '#ffffff',
    subtle: '#adadad',
    accent: '#9ea2ff',
    good: '#92c353',
    warning: '#f8d22a',
    attention: '#f9526b',
    emphasis: '#1f1f1f',
    line: '#525252',
  },
};

const MARGIN = 20;
const FONT = "'Segoe UI', 'DejaVu Sans Condensed', Arial, sans-serif"; // the first is Teams' own, the next as wide
const RENDERER = require.resolve('adaptivecards/dist/adaptivecards.min.js');

export class Gallery {
  private constructor(
    readonly page: Page,
    private readonly config: object,
  ) {}

  static async open(browser: Browser, { theme, width, buttons }: Look): Promise<Gallery> {
    const colours = COLOURS[theme];
    const viewport = { width: width + 2 * MARGIN, height: 900 };
    const page = await (await browser.newContext({ locale: 'en-GB', viewport })).newPage();
    await page.setContent(`<!doctype html><style>${styleOf(colours, width)}</style><main></main>`);
    await page.addScriptTag({ content: readFileSync(RENDERER, 'utf8') });
    await page.addScriptTag({ content: IN_PAGE });
    return new Gallery(page, hostConfig(colours, buttons));
  }

  /** Hangs a card; what the renderer has against it. */
  hang(name: string, card: AdaptiveCard): Promise<readonly string[]> {
    const call = [name, card, this.config].map((one) => JSON.stringify(one)).join(',');
    return this.page.evaluate(`hang(${call})`);
  }

  /** What is cut off, or stands out of its card. */
  faults(): Promise<readonly string[]> {
    return this.page.evaluate('faults()');
  }

  close(): Promise<void> {
    return this.page.context().close();
  }
}

// What runs in the page is text: the types here are a server's.
const IN_PAGE = `
  window.hang = (name, json, config) => {
    const card = new AdaptiveCards.AdaptiveCard();
    card.hostConfig = new AdaptiveCards.HostConfig(config);
    const context = new AdaptiveCards.SerializationContext(new AdaptiveCards.Version(1, 5));
    // The parser checks lang by a pattern that keeps its place, and refuses every second right one.
    card.parse({ ...json, lang: undefined }, context);
    const rendered = card.render();
    const frame = document.createElement('section');
    frame.dataset.name = name;
    if (rendered) frame.append(rendered);
    document.querySelector('main').append(frame);
    const events = Array.from({ length: context.eventCount }, (_, at) => context.getEventAt(at).message);
    return rendered ? events : [...events, 'was not rendered'];
  };
  window.faults = () =>
    [...document.querySelectorAll('section')].flatMap((card) => {
      const box = card.getBoundingClientRect();
      return [...card.querySelectorAll('*')].flatMap((element) => {
        const { left, right, width, height } = element.getBoundingClientRect();
        if (width === 0 || height === 0 || element.matches('option')) return [];
        const typed = element.matches('input, select, textarea');
        const hides = getComputedStyle(element).overflowY === 'hidden';
        const what = [
          (right > box.right + 1 || left < box.left - 1) && 'stands out of the card',
          !typed && element.scrollWidth > element.clientWidth && element.clientWidth > 0 && 'is wider than its place',
          hides && element.scrollHeight > element.clientHeight + 1 && 'is cut off below',
        ].filter(Boolean);
        return what.map((fault) =>
          [card.dataset.name, element.tagName.toLowerCase(), element.textContent.slice(0, 40), fault].join(' | '),
        );
      });
    });
`;

function styleOf(colours: Colours, width: number): string {
  const { back, text, line, accent, emphasis } = colours;
  return `
    body { margin: ${MARGIN}px; background: ${emphasis}; font-family: ${FONT}; }
    section { width: ${width}px; box-sizing: border-box; margin-bottom: 24px; background: ${back};
      border-radius: 6px; box-shadow: 0 1px 4px rgb(0 0 0 / 30%); }
    .ac-adaptiveCard { outline: none; }
    .ac-input { box-sizing: border-box; max-width: 100%; padding: 6px 8px; border: 1px solid ${line};
      border-radius: 4px; background: ${back}; color: ${text}; font: inherit; font-size: 14px; }
    .ac-toggleInput { padding: 0; border: 0; accent-color: ${accent}; }
    input[type=radio], input[type=checkbox] { accent-color: ${accent}; }
    .ac-pushButton { padding: 5px 12px; border: 1px solid ${line}; border-radius: 4px; background: ${back};
      color: ${text}; font: inherit; font-size: 14px; font-weight: 600; }
    .ac-pushButton.style-positive { border-color: ${accent}; background: ${accent}; color: ${back}; }
    .ac-selectable { cursor: pointer; }
  `;
}

/** https://learn.microsoft.com/adaptive-cards/rendering-cards/host-config, by the sizes and colours of Teams. */
function hostConfig(colours: Colours, buttons: Look['buttons']): object {
  const colour = (plain: string, subtle = plain): object => ({ default: plain, subtle });
  const foregroundColors = {
    default: colour(colours.text, colours.subtle),
    accent: colour(colours.accent),
    good: colour(colours.good),
    warning: colour(colours.warning),
    attention: colour(colours.attention),
    dark: colour(colours.subtle),
    light: colour(colours.back),
  };
  return {
    fontFamily: FONT,
    fontSizes: { small: 12, default: 14, medium: 14, large: 18, extraLarge: 24 },
    fontWeights: { lighter: 200, default: 400, bolder: 600 },
    lineHeights: { small: 16, default: 20, medium: 20, large: 24, extraLarge: 32 },
    spacing: { small: 8, default: 12, medium: 16, large: 20, extraLarge: 24, padding: 16 },
    separator: { lineThickness: 1, lineColor: colours.line },
    supportsInteractivity: true,
    containerStyles: {
      default: { backgroundColor: colours.back, foregroundColors },
      emphasis: { backgroundColor: colours.emphasis, foregroundColors },
    },
    actions: {
      maxActions: 6,
      buttonSpacing: 8,
      actionsOrientation: buttons,
      actionAlignment: buttons === 'horizontal' ? 'left' : 'stretch',
      spacing: 'default',
    },
    inputs: {
      label: { inputSpacing: 4, requiredInputs: { weight: 'bolder' }, optionalInputs: { weight: 'bolder' } },
    },
  };
}
