/** The tester's panel: the case, its fields with their evidence, what is missing, and why the agent did what it did. */
import type { PanelView } from '../../cases/panel';
import { el } from './dom';
import type { Texts } from './texts';

type FieldView = PanelView['fields'][number];
type CheckView = PanelView['checks'][number];

// As on the cards.
const SURE_FROM = 0.9;
const LIKELY_FROM = 0.75;

export class Panel {
  private shown?: PanelView;
  private drawn?: string;

  /** @param speak says aloud what has changed, to who cannot see it. */
  constructor(
    private readonly element: HTMLElement,
    private readonly texts: Texts,
    private readonly speak: (words: string) => void,
  ) {}

  /** Another conversation: all that appears from here is new. */
  forget(): void {
    this.shown = undefined;
    this.drawn = undefined;
  }

  hide(): void {
    this.element.hidden = true;
  }

  show(view: PanelView | undefined): void {
    this.element.hidden = false;
    const drawn = JSON.stringify(view ?? null);
    // Redrawing what is the same would take the reader's selection and focus away.
    if (drawn === this.drawn) return;
    const before = this.shown;
    this.drawn = drawn;
    this.shown = view;
    const folded = this.element.querySelector('details')?.open === false;
    this.element.replaceChildren(
      this.head(view),
      ...(view ? [this.known(view, before), this.missing(view), this.why(view, folded)] : []),
    );
    this.tell(view, before);
  }

  private head(view: PanelView | undefined): HTMLElement {
    const reading = view?.deciding ? el('span', 'reading', this.texts.deciding) : undefined;
    if (!view?.case)
      return el(
        'header',
        'panel__head',
        el('div', 'panel__line', el('h2', 'panel__none', this.texts.noCase), reading),
        view?.fields.length ? undefined : el('p', 'quiet', this.texts.noCaseMore),
      );
    const { number, status, title } = view.case;
    const pill = el('span', `pill pill--${status}`, this.texts.status[status] ?? status);
    return el(
      'header',
      'panel__head',
      el('div', 'panel__line', el('h2', 'panel__number', number), pill, reading),
      el('p', 'panel__title', title),
    );
  }

  private known({ fields }: PanelView, before: PanelView | undefined): HTMLElement {
    if (fields.length === 0) return section(this.texts.known, el('p', 'quiet', this.texts.nothingKnown));
    const old = new Map(before?.fields.map(({ name, value }) => [name, value]));
    const rows = fields.map((field) => this.field(field, old.get(field.name) !== field.value));
    return section(this.texts.known, el('dl', 'fields', ...rows));
  }

  private field(field: FieldView, isNew: boolean): HTMLElement {
    const row = el(
      'div',
      `field${isNew ? ' field--new' : ''}`,
      el('dt', 'field__label', field.label, this.sureness(field)),
      el('dd', 'field__value', field.value),
      field.quote ? el('dd', 'field__quote', el('q', '', field.quote)) : undefined,
    );
    row.title = field.reason;
    row.lang = document.documentElement.lang;
    return row;
  }

  private sureness({ setBy, who, confidence }: FieldView): HTMLElement {
    const { texts } = this;
    if (setBy !== 'ai') return el('span', 'field__from', texts.setBy[setBy](who));
    if (confidence === undefined) return el('span', 'field__from');
    const word = confidence >= SURE_FROM ? 'sure' : confidence >= LIKELY_FROM ? 'likely' : 'unsure';
    const shown = el('span', `field__from field__from--${word}`, texts[word]);
    shown.title = `${Math.round(confidence * 100)} %`;
    return shown;
  }

  private missing({ missing }: PanelView): HTMLElement | string {
    if (missing.length === 0) return '';
    const items = missing.map(({ label, why }) =>
      el('li', 'missing__item', el('span', '', label), why ? el('span', 'quiet', why) : undefined),
    );
    return section(this.texts.missing, el('ul', 'missing', ...items));
  }

  private why({ checks }: PanelView, folded: boolean): HTMLElement | string {
    if (checks.length === 0) return '';
    const list = el('ul', 'checks', ...checks.map((check) => this.check(check)));
    const details = el('details', 'section', el('summary', 'section__name', this.texts.why), list);
    details.open = !folded;
    return details;
  }

  private check({ ok, text }: CheckView): HTMLElement {
    const kind = ok === undefined ? 'remark' : ok ? 'passed' : 'failed';
    const spoken = kind === 'remark' ? '' : this.texts[kind];
    return el('li', `check check--${kind}`, el('span', 'unseen', spoken), text);
  }

  private tell(view: PanelView | undefined, before: PanelView | undefined): void {
    if (!view) return;
    const opened =
      view.case && view.case.id !== before?.case?.id ? [this.texts.caseOpened(view.case.number)] : [];
    const old = new Map(before?.fields.map(({ name, value }) => [name, value]));
    const filled = view.fields.filter(({ name, value }) => old.get(name) !== value);
    const words = [...opened, ...filled.map(({ label, value }) => `${label}: ${value}.`)];
    if (words.length > 0) this.speak(words.join(' '));
  }
}

function section(name: string, content: HTMLElement): HTMLElement {
  return el('section', 'section', el('h3', 'section__name', name), content);
}
