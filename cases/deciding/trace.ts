/** The answer to "why": a decision as a short list of checks. Words come from the text catalogues, by key. */
export interface TraceLine {
  /** Whether the check passed; undefined for a remark. */
  readonly ok?: boolean;
  /** A key of `texts(...).trace`. */
  readonly key: TraceKey;
  readonly params?: Readonly<Record<string, string>>;
}

export const TRACE_KEYS = [
  'agent-off',
  'channel-not-chosen',
  'not-authenticated',
  'moment-off',
  'field-known',
  'field-missing',
  'contact-partial',
  'opened',
  'rule-opened',
  'automatic-mail',
  'channel-fills-nothing',
  'opening-proposed',
  'duplicate-asked',
  'duplicate-join',
  'duplicate-new',
  'duplicate-link',
  'duplicate-linked',
  'already-has-case',
  'rule-applied',
  'rule-skipped',
  'rule-off',
  'value-kept',
  'value-set',
  'value-replaced',
  'value-proposed',
  'value-refused',
  'value-older',
  'value-no-margin',
  'nothing-to-change',
  'repeat',
  'resolve-asked',
  'custom-agent-answered',
  'custom-agent-late',
  'custom-agent-elsewhere',
  'person-has-taken-over',
  'person-needed',
  'given-back',
  'predictor-failed',
  'model-failed',
  'model-off',
  'model-budget',
  'model-refused',
  'dialog-dropped',
  'frozen',
  'thanks-after-closing',
  'reopened-by-reply',
  'begun-after-closing',
] as const;
export type TraceKey = (typeof TRACE_KEYS)[number];

export function traced(key: TraceKey, ok?: boolean, params?: Record<string, string>): TraceLine {
  return { key, ...(ok === undefined ? {} : { ok }), ...(params ? { params } : {}) };
}
