/** What a representative reads of an action that failed: what happened, and what to do. */
import type { Failure } from '../effects';

export interface FailureText {
  readonly happened: string;
  readonly todo: string;
}

/** `reference` is empty where there is none. */
export type FailureTexts = Readonly<Record<Failure, (params: { readonly reference: string }) => FailureText>>;

export const FAILURES_EN: FailureTexts = {
  gone: () => ({
    happened: 'This card is too old, or its button is not one of ours.',
    todo: 'Write "cases", or "case CAS-..." with a number, for cards as they are now.',
  }),
  busy: () => ({
    happened: 'That was not done: too much is being written at once.',
    todo: 'Show the card again in a moment, and press once more.',
  }),
  broken: ({ reference }) => ({
    happened: `That did not work on our side. Reference: ${reference}.`,
    todo: 'Look how things stand before you try again. If it stays so, give the reference to your administrator.',
  }),
};

export const FAILURES_DE: FailureTexts = {
  gone: () => ({
    happened: 'Diese Karte ist zu alt, oder ihre Schaltfläche ist keine von uns.',
    todo: '„cases“, oder „case CAS-...“ mit einer Nummer, zeigt Karten, wie sie jetzt sind.',
  }),
  busy: () => ({
    happened: 'Das wurde nicht ausgeführt: es wird gerade zu viel auf einmal geschrieben.',
    todo: 'Lassen Sie sich die Karte gleich noch einmal zeigen, und drücken Sie erneut.',
  }),
  broken: ({ reference }) => ({
    happened: `Das hat bei uns nicht geklappt. Kennung: ${reference}.`,
    todo: 'Sehen Sie nach, wie es steht, bevor Sie es noch einmal versuchen. Bleibt es so, nennen Sie Ihrer Administration die Kennung.',
  }),
};
