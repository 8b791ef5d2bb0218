/** What the tester's panel beside the chat shows. */
import type { CheckView, FieldView } from './cardContent';

export interface PanelView {
  readonly case?: {
    readonly id: string;
    readonly number: string;
    readonly status: string;
    readonly title: string;
  };
  readonly fields: readonly FieldView[];
  readonly missing: readonly { readonly name: string; readonly label: string; readonly why?: string }[];
  /** The newest decision. */
  readonly checks: readonly CheckView[];
  /** The agent is still at work on the newest words. */
  readonly deciding: boolean;
}
