/** The words of summaries and suggestions, for representatives. */
import type { SuggestionKind } from '../followUp/state';

export interface SummaryTexts {
  readonly answered: (when: string) => string;
  readonly asked: (when: string, words: string) => string;
  readonly said: (when: string, words: string) => string;
  readonly accepted: (when: string) => string;
  readonly declined: (when: string, words: string) => string;
  readonly never: string;
  readonly mail: (when: string) => string;
  readonly message: (when: string) => string;
  readonly followUp: (when: string, number: string) => string;
  readonly nothingSince: string;
  readonly lost: (when: string) => string;
  readonly stillOpen: (words: string) => string;
  readonly promised: (words: string) => string;
  readonly justNow: string;
  readonly suggestionTitle: string;
  readonly suggestion: Readonly<Record<SuggestionKind, string>>;
  readonly suggested: Readonly<Record<SuggestionKind, string>>;
  readonly nothingSuggested: string;
}

export const SUMMARIES_EN: SummaryTexts = {
  answered: (when) => `The customer last wrote ${when}`,
  asked: (when, words) => `The customer last wrote ${when} and asked: “${words}”`,
  said: (when, words) => `The customer last wrote ${when}: “${words}”`,
  accepted: (when) => `The customer said ${when} that it is solved`,
  declined: (when, words) => `The customer said ${when} that it is not solved: “${words}”`,
  never: 'The customer has not written yet',
  mail: (when) => `the last mail to them was sent ${when}`,
  message: (when) => `the last message to them was sent ${when}`,
  followUp: (when, number) => `follow-up ${number} was sent ${when}`,
  nothingSince: 'nobody has answered since',
  lost: (when) => `what was sent ${when} did not arrive`,
  stillOpen: (words) => `An earlier question is not answered: “${words}”`,
  promised: (words) => `We promised: “${words}”`,
  justNow: 'just now',
  suggestionTitle: 'Suggested action',
  suggestion: {
    'send-follow-up': 'Send follow-up',
    'send-next-follow-up': 'Send next follow-up',
    reply: 'Reply to customer',
    resolve: 'Resolve case',
  },
  suggested: {
    'send-follow-up': 'The customer has not answered in time.',
    'send-next-follow-up': 'The customer has not answered the follow-up in time.',
    reply: 'The customer waits for an answer that the agent cannot give.',
    resolve: 'The customer has answered no follow-up.',
  },
  nothingSuggested: 'Nothing is to be done about this case now.',
};

export const SUMMARIES_DE: SummaryTexts = {
  answered: (when) => `Der Kunde hat zuletzt ${when} geschrieben`,
  asked: (when, words) => `Der Kunde hat zuletzt ${when} geschrieben und gefragt: „${words}“`,
  said: (when, words) => `Der Kunde hat zuletzt ${when} geschrieben: „${words}“`,
  accepted: (when) => `Der Kunde hat ${when} gesagt, dass es gelöst ist`,
  declined: (when, words) => `Der Kunde hat ${when} gesagt, dass es nicht gelöst ist: „${words}“`,
  never: 'Der Kunde hat noch nicht geschrieben',
  mail: (when) => `die letzte Mail an ihn ging ${when} hinaus`,
  message: (when) => `die letzte Nachricht an ihn ging ${when} hinaus`,
  followUp: (when, number) => `Nachfrage ${number} ging ${when} hinaus`,
  nothingSince: 'seitdem hat niemand geantwortet',
  lost: (when) => `was ${when} hinausging, kam nicht an`,
  stillOpen: (words) => `Eine frühere Frage ist nicht beantwortet: „${words}“`,
  promised: (words) => `Wir haben zugesagt: „${words}“`,
  justNow: 'gerade eben',
  suggestionTitle: 'Vorgeschlagene Aktion',
  suggestion: {
    'send-follow-up': 'Nachfassen',
    'send-next-follow-up': 'Noch einmal nachfassen',
    reply: 'Dem Kunden antworten',
    resolve: 'Fall abschließen',
  },
  suggested: {
    'send-follow-up': 'Der Kunde hat nicht rechtzeitig geantwortet.',
    'send-next-follow-up': 'Der Kunde hat auf die Nachfrage nicht rechtzeitig geantwortet.',
    reply: 'Der Kunde wartet auf eine Antwort, die der Agent nicht geben kann.',
    resolve: 'Der Kunde hat auf keine Nachfrage geantwortet.',
  },
  nothingSuggested: 'Bei diesem Fall ist gerade nichts zu tun.',
};

/** English where there are no others. */
export function summaryTexts(language: string): SummaryTexts {
  return language.slice(0, 2).toLowerCase() === 'de' ? SUMMARIES_DE : SUMMARIES_EN;
}
