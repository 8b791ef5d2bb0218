/** What drafts say where nobody writes them freely: sendable as they are, and promising nothing. */

interface About {
  /** "Espresso machine leaks (case CAS-01042-K7F2)" */
  readonly matter: string;
}

export interface DraftingTexts {
  readonly greeting: (name: string) => string;
  readonly matter: (title: string, number: string) => string;
  readonly question: (about: About & { readonly questions: readonly string[] }) => string;
  readonly questions: (about: About) => string;
  readonly solution: (about: About & { readonly material: string }) => string;
  readonly followUp: (about: About) => string;
  readonly nextFollowUp: (about: About) => string;
  readonly lastFollowUp: (about: About) => string;
  readonly facts: (lines: string) => string;
  readonly reply: (about: About) => string;
  readonly replyToQuestion: (about: About) => string;
  readonly closing: (about: About & { readonly resolution: string }) => string;
  readonly resolution: {
    readonly told: (words: string) => string;
    readonly heard: (words: string) => string;
    readonly silent: () => string;
  };
}

export const DRAFTING_EN: DraftingTexts = {
  greeting: (name) => (name === '' ? 'Hello,' : `Hello ${name},`),
  matter: (title, number) => (title === '' ? `case ${number}` : `“${title}” (case ${number})`),
  question: ({ questions }) => questions.join('\n'),
  questions: ({ matter }) => `to go on with ${matter} we need a little more:`,
  solution: ({ material }) => `${material}\n\nPlease tell us whether this has helped.`,
  followUp: ({ matter }) =>
    `we have not heard from you about ${matter}. Is it solved, or is there anything that you still need from us? A short answer is enough.`,
  nextFollowUp: ({ matter }) =>
    `we are asking once more about ${matter}: is it solved, or do you still need our help? A short answer is enough.`,
  lastFollowUp: ({ matter }) =>
    `we are asking a last time about ${matter}. If we do not hear from you, we take it as solved and close the case; you can write to us again at any time.`,
  facts: (lines) => `What we have noted:\n${lines}`,
  reply: () =>
    'thank you for your answer. We are sorry that this is not settled yet. What is it like now, and what have you tried since?',
  replyToQuestion: ({ matter }) =>
    `thank you for your question about ${matter}. We have read it. Could you tell us a little more, so that we answer the right thing?`,
  closing: ({ matter, resolution }) =>
    `we have closed ${matter}.${resolution === '' ? '' : `\n\n${resolution}`}\n\nIf it comes back, just answer this message.`,
  resolution: {
    told: (words) => `We told the customer: ${words}`,
    heard: (words) => `The customer answered: ${words}`,
    silent: () => 'The customer has not answered since.',
  },
};

export const DRAFTING_DE: DraftingTexts = {
  greeting: (name) => (name === '' ? 'Guten Tag,' : `Guten Tag ${name},`),
  matter: (title, number) => (title === '' ? `Fall ${number}` : `„${title}“ (Fall ${number})`),
  question: ({ questions }) => questions.join('\n'),
  questions: ({ matter }) => `um bei ${matter} weiterzukommen, brauchen wir noch etwas:`,
  solution: ({ material }) => `${material}\n\nBitte sagen Sie uns, ob das geholfen hat.`,
  followUp: ({ matter }) =>
    `zu ${matter} haben wir nichts mehr von Ihnen gehört. Ist es erledigt, oder brauchen Sie noch etwas von uns? Eine kurze Antwort genügt.`,
  nextFollowUp: ({ matter }) =>
    `wir fragen noch einmal nach ${matter}: Ist es erledigt, oder brauchen Sie noch unsere Hilfe? Eine kurze Antwort genügt.`,
  lastFollowUp: ({ matter }) =>
    `wir fragen ein letztes Mal nach ${matter}. Wenn wir nichts von Ihnen hören, betrachten wir es als erledigt und schließen den Fall; Sie können uns jederzeit wieder schreiben.`,
  facts: (lines) => `Das haben wir notiert:\n${lines}`,
  reply: () =>
    'vielen Dank für Ihre Antwort. Es tut uns leid, dass es noch nicht erledigt ist. Wie ist es jetzt, und was haben Sie seither versucht?',
  replyToQuestion: ({ matter }) =>
    `vielen Dank für Ihre Frage zu ${matter}. Wir haben sie gelesen. Können Sie uns noch etwas mehr dazu sagen, damit wir auf das Richtige antworten?`,
  closing: ({ matter, resolution }) =>
    `wir haben ${matter} geschlossen.${resolution === '' ? '' : `\n\n${resolution}`}\n\nWenn es wiederkommt, antworten Sie einfach auf diese Nachricht.`,
  resolution: {
    told: (words) => `Wir haben dem Kunden gesagt: ${words}`,
    heard: (words) => `Der Kunde hat geantwortet: ${words}`,
    silent: () => 'Der Kunde hat seitdem nicht geantwortet.',
  },
};

/** English where there are no others. */
export function draftingTexts(language: string | undefined): DraftingTexts {
  return language?.slice(0, 2).toLowerCase() === 'de' ? DRAFTING_DE : DRAFTING_EN;
}
