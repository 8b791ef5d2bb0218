/** The part of Adaptive Cards that our cards are made of, as types and short makers. */

export type Color = 'Default' | 'Accent' | 'Good' | 'Warning' | 'Attention';
export type Spacing = 'None' | 'Small' | 'Default' | 'Medium' | 'Large';
export type Size = 'Small' | 'Default' | 'Medium' | 'Large';

interface Placed {
  readonly spacing?: Spacing;
  readonly separator?: boolean;
}

/** Words without Markdown: the only place for what customers and people wrote. */
export interface TextRun {
  readonly type: 'TextRun';
  readonly text: string;
  readonly size?: Size;
  readonly weight?: 'Bolder';
  readonly color?: Color;
  readonly isSubtle?: boolean;
  readonly italic?: boolean;
  readonly strikethrough?: boolean;
}

export interface RichTextBlock extends Placed {
  readonly type: 'RichTextBlock';
  readonly inlines: readonly TextRun[];
}

/** Understands Markdown and times in the reader's own time zone: for our own words only. */
export interface TextBlock extends Placed {
  readonly type: 'TextBlock';
  readonly text: string;
  readonly wrap: true;
  readonly size?: Size;
  readonly isSubtle?: boolean;
}

export interface Column {
  readonly type: 'Column';
  readonly width: number | 'auto' | 'stretch' | `${number}px`;
  readonly verticalContentAlignment?: 'Center';
  readonly items: readonly Element[];
}

export interface ColumnSet extends Placed {
  readonly type: 'ColumnSet';
  readonly columns: readonly Column[];
}

export interface Container extends Placed {
  readonly type: 'Container';
  readonly items: readonly Element[];
  readonly style?: 'emphasis';
  readonly selectAction?: Action;
}

interface Input extends Placed {
  readonly id: string;
  readonly label?: string;
}

export interface ToggleInput extends Input {
  readonly type: 'Input.Toggle';
  readonly title: string;
  readonly value: 'true' | 'false';
  readonly valueOn: 'true';
  readonly valueOff: 'false';
  readonly wrap: true;
}

export interface TextInput extends Input {
  readonly type: 'Input.Text';
  readonly value?: string;
  readonly placeholder?: string;
  readonly isMultiline?: boolean;
  readonly maxLength?: number;
  readonly style?: 'Tel' | 'Email';
}

export interface NumberInput extends Input {
  readonly type: 'Input.Number';
  readonly value?: number;
}

export interface DateInput extends Input {
  readonly type: 'Input.Date';
  readonly value?: string;
}

export interface ChoiceInput extends Input {
  readonly type: 'Input.ChoiceSet';
  readonly choices: readonly { readonly title: string; readonly value: string }[];
  readonly style: 'compact' | 'expanded' | 'filtered';
  readonly value?: string;
  readonly placeholder?: string;
  readonly wrap?: boolean;
}

export type InputElement = ToggleInput | TextInput | NumberInput | DateInput | ChoiceInput;
export type Element = RichTextBlock | TextBlock | ColumnSet | Container | InputElement;

export interface SubmitAction {
  readonly type: 'Action.Submit';
  readonly title: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly style?: 'positive';
  readonly associatedInputs?: 'None';
}

/** Who is shown the card anew when they look at it, and what their client sends for it. */
export interface Refresh {
  readonly action: Omit<ExecuteAction, 'fallback'>;
  readonly userIds: readonly string[];
}

export interface ExecuteAction extends Omit<SubmitAction, 'type'> {
  readonly type: 'Action.Execute';
  readonly verb: string;
  readonly mode?: 'secondary';
  readonly fallback: SubmitAction;
}

export type Action = SubmitAction | ExecuteAction;

export interface AdaptiveCard {
  readonly type: 'AdaptiveCard';
  readonly $schema: string;
  readonly version: '1.3' | '1.5';
  readonly lang: string;
  readonly fallbackText: string;
  readonly refresh?: Refresh;
  readonly body: readonly Element[];
  readonly actions?: readonly Action[];
}

/** One paragraph of runs; empty runs are left out, since a renderer may refuse them. */
export function rich(runs: readonly TextRun[], placed: Placed = {}): RichTextBlock {
  return { type: 'RichTextBlock', inlines: runs.filter((one) => one.text !== ''), ...placed };
}

export function run(text: string, look: Omit<TextRun, 'type' | 'text'> = {}): TextRun {
  return { type: 'TextRun', text, ...look };
}

export function column(width: Column['width'], items: readonly Element[]): Column {
  return { type: 'Column', width, items };
}

export function columns(both: readonly Column[], placed: Placed = {}): ColumnSet {
  return { type: 'ColumnSet', columns: both, ...placed };
}

export function container(items: readonly Element[], placed: Placed = {}): Container {
  return { type: 'Container', items, ...placed };
}

/** `universal`: Teams, which changes the card in place. `submit`: Web Chat and the Emulator, which know no Action.Execute. */
export type Flavour = 'universal' | 'submit';
