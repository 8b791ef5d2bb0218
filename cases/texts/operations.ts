/** What came of an invocation from outside, in words. */
import type { ActionOutcome, NothingReason } from '../customAgent/operation';

export interface OperationTexts {
  readonly outcome: (outcome: ActionOutcome, label: (field: string) => string) => string;
}

interface Pieces {
  readonly changed: (fields: string) => string;
  readonly proposed: (fields: string) => string;
  readonly said: Readonly<Record<'Question' | 'Resolved' | 'ResolveCase', string>>;
  readonly drafted: Readonly<Record<'Question' | 'Resolved' | 'ResolveCase', string>>;
  readonly person: string;
  readonly nothing: Readonly<Record<NothingReason, string>>;
}

const EN: Pieces = {
  changed: (fields) => `Changed: ${fields}.`,
  proposed: (fields) => `Proposed to a representative: ${fields}.`,
  said: {
    Question: 'The customer was asked a question.',
    Resolved: 'The customer was sent a solution.',
    ResolveCase: 'The customer was written to, and the case is resolved.',
  },
  drafted: {
    Question: 'A question for the customer waits for a representative.',
    Resolved: 'A solution for the customer waits for a representative.',
    ResolveCase: 'Closing words for the customer wait for a representative.',
  },
  person: 'A representative is needed.',
  nothing: {
    'nothing-new': 'The source says nothing that the case does not have.',
    'other-case': 'The conversation is about another case by now.',
    'case-closed': 'The case is closed.',
    'no-intent': 'It is not known what the customer wants.',
    'left-to-person': 'A representative looks after the customer.',
    'no-action': 'There is nothing to do now.',
    failed: 'That did not work: see the history of the case.',
  },
};

const DE: Pieces = {
  changed: (fields) => `Geändert: ${fields}.`,
  proposed: (fields) => `Einem Mitarbeiter vorgeschlagen: ${fields}.`,
  said: {
    Question: 'Der Kunde wurde etwas gefragt.',
    Resolved: 'Dem Kunden wurde eine Lösung gesendet.',
    ResolveCase: 'Dem Kunden wurde geschrieben, und der Fall ist gelöst.',
  },
  drafted: {
    Question: 'Eine Frage an den Kunden wartet auf einen Mitarbeiter.',
    Resolved: 'Eine Lösung für den Kunden wartet auf einen Mitarbeiter.',
    ResolveCase: 'Abschließende Worte an den Kunden warten auf einen Mitarbeiter.',
  },
  person: 'Ein Mitarbeiter wird gebraucht.',
  nothing: {
    'nothing-new': 'Die Quelle sagt nichts, was der Fall nicht schon hat.',
    'other-case': 'In dem Gespräch geht es inzwischen um einen anderen Fall.',
    'case-closed': 'Der Fall ist geschlossen.',
    'no-intent': 'Es ist nicht bekannt, was der Kunde will.',
    'left-to-person': 'Ein Mitarbeiter kümmert sich um den Kunden.',
    'no-action': 'Jetzt ist nichts zu tun.',
    failed: 'Das hat nicht geklappt: siehe den Verlauf des Falls.',
  },
};

export function operationTexts(language: string): OperationTexts {
  const pieces = language.startsWith('de') ? DE : EN;
  return { outcome: (outcome, label) => wordsOf(pieces, outcome, label) };
}

function wordsOf(pieces: Pieces, outcome: ActionOutcome, label: (field: string) => string): string {
  switch (outcome.kind) {
    case 'enriched': {
      const { changed, proposed } = outcome;
      const named = (fields: readonly string[]): string => fields.map(label).join(', ');
      return [
        ...(changed.length > 0 ? [pieces.changed(named(changed))] : []),
        ...(proposed.length > 0 ? [pieces.proposed(named(proposed))] : []),
      ].join(' ');
    }
    case 'said':
    case 'drafted':
      return pieces[outcome.kind][outcome.response];
    case 'person':
      return pieces.person;
    case 'nothing':
      return pieces.nothing[outcome.why];
  }
}
