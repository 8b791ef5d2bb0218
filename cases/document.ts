/** A document of the store, whatever is in it, and what a pure function makes of it. */
export interface Document {
  readonly _id: string;
  /** 1 at insertion; each update adds one. */
  readonly version: number;
}

/** What a pure function makes of a document. */
export type Change<T> =
  | { readonly is: 'changed'; readonly doc: T }
  | { readonly is: 'unchanged' }
  | { readonly is: 'refused'; readonly reason: string };

export const changed = <T>(doc: T): Change<T> => ({ is: 'changed', doc });
export const unchanged: Change<never> = { is: 'unchanged' };
export const refused = (reason: string): Change<never> => ({ is: 'refused', reason });
