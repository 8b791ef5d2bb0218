/** The words of resolving: what customers are asked and told, and what representatives read of it. */
import type { PersonReason, ResolvingStep } from '../resolution/state';
import type { ResolutionAutomation } from '../resolution/settings';

export interface ResolutionTexts {
  /** The intent is unknown. */
  readonly clarify: string;
  readonly ask: (questions: readonly string[]) => string;
  readonly question: (label: string) => string;
  /** A passage of an article. */
  readonly article: (title: string, passage: string, url: string | undefined) => string;
  readonly didItHelp: string;
  /** By mail: nobody waits in line there. */
  readonly handedOver: string;
  /** Of a case that the customer says is solved. */
  readonly resolution: (intent: string, solution: string) => string;
  readonly articleNamed: (title: string) => string;
  readonly step: Readonly<Record<ResolvingStep, string>>;
  /** While it is a draft. */
  readonly drafted: Readonly<Partial<Record<ResolvingStep, string>>>;
  readonly reason: Readonly<Record<PersonReason, string>>;
  readonly automation: Readonly<Record<ResolutionAutomation, string>>;
  readonly card: {
    readonly unknownIntent: string;
    readonly issue: string;
    readonly questions: string;
    readonly open: string;
    readonly solution: string;
    readonly stoppedBy: (who: string) => string;
  };
}

const en: ResolutionTexts = {
  clarify:
    'So that I can help with this, please tell me a little more: what exactly would you like to have solved?',
  ask: (questions) =>
    questions.length === 1
      ? `To find the solution I need one more thing. ${questions[0] ?? ''}`
      : `To find the solution I need a little more:\n${questions.map((one) => `- ${one}`).join('\n')}`,
  question: (label) => `What is the ${label.toLowerCase()}?`,
  article: (title, passage, url) => `“${title}” says:\n\n${passage}${url === undefined ? '' : `\n\n${url}`}`,
  didItHelp: 'Did this solve it?',
  handedOver: 'Thank you. I have passed this on: a colleague will look at it and write to you.',
  resolution: (intent, solution) => `${intent}: ${solution}`,
  articleNamed: (title) => `the article “${title}”`,
  step: {
    shown: 'Recognised; nobody is asked',
    clarifying: 'The customer is asked what it is about',
    asking: 'The customer is asked for what is missing',
    calling: 'A custom agent is asked',
    proposed: 'The solution is proposed',
    accepted: 'The customer says that it is solved',
    person: 'A person is needed',
    solved: 'Solved',
    stopped: 'Left to a person',
  },
  drafted: {
    clarifying: 'A question waits to be sent',
    asking: 'A question waits to be sent',
    proposed: 'The solution waits to be sent',
  },
  reason: {
    'not-understood': 'what it is about could not be recognised',
    incomplete: 'the customer has not said what the solution needs',
    'cannot-say': 'the customer does not have what the solution needs',
    'no-solution': 'there is no solution to propose',
    declined: 'the solution did not help',
    'needs-more': 'the customer needs more than the solution',
    'agent-cannot': 'the custom agent cannot resolve it',
    'agent-failed': 'the custom agent gave no answer that could be followed',
  },
  automation: {
    full: 'The agent answers by itself',
    confirm: 'You review what is sent',
    disabled: 'The agent sends nothing',
  },
  card: {
    unknownIntent: 'Not recognised yet',
    issue: 'The issue',
    questions: 'What the solution needs',
    open: 'not answered',
    solution: 'Solution',
    stoppedBy: (who) => `${who} looks after it`,
  },
};

const de: ResolutionTexts = {
  clarify:
    'Damit ich dabei helfen kann, beschreiben Sie es bitte etwas genauer: Was genau sollen wir für Sie lösen?',
  ask: (questions) =>
    questions.length === 1
      ? `Für die Lösung brauche ich noch eine Angabe. ${questions[0] ?? ''}`
      : `Für die Lösung brauche ich noch ein paar Angaben:\n${questions.map((one) => `- ${one}`).join('\n')}`,
  question: (label) => `Wie lautet die Angabe „${label}“?`,
  article: (title, passage, url) =>
    `In „${title}“ steht:\n\n${passage}${url === undefined ? '' : `\n\n${url}`}`,
  didItHelp: 'Hat das geholfen?',
  handedOver:
    'Vielen Dank. Ich habe es weitergegeben: Eine Kollegin oder ein Kollege sieht es sich an und schreibt Ihnen.',
  resolution: (intent, solution) => `${intent}: ${solution}`,
  articleNamed: (title) => `der Artikel „${title}“`,
  step: {
    shown: 'Erkannt; niemand wird gefragt',
    clarifying: 'Der Kunde wird gefragt, worum es geht',
    asking: 'Der Kunde wird nach dem Fehlenden gefragt',
    calling: 'Ein eigener Agent wird gefragt',
    proposed: 'Die Lösung ist vorgeschlagen',
    accepted: 'Der Kunde sagt, es ist gelöst',
    person: 'Ein Mensch wird gebraucht',
    solved: 'Gelöst',
    stopped: 'Einem Menschen überlassen',
  },
  drafted: {
    clarifying: 'Eine Frage wartet darauf, gesendet zu werden',
    asking: 'Eine Frage wartet darauf, gesendet zu werden',
    proposed: 'Die Lösung wartet darauf, gesendet zu werden',
  },
  reason: {
    'not-understood': 'worum es geht, war nicht zu erkennen',
    incomplete: 'der Kunde hat nicht gesagt, was die Lösung braucht',
    'cannot-say': 'der Kunde hat nicht, was die Lösung braucht',
    'no-solution': 'es gibt keine Lösung, die vorgeschlagen werden kann',
    declined: 'die Lösung hat nicht geholfen',
    'needs-more': 'der Kunde braucht mehr als die Lösung',
    'agent-cannot': 'der eigene Agent kann es nicht lösen',
    'agent-failed': 'der eigene Agent gab keine Antwort, der gefolgt werden kann',
  },
  automation: {
    full: 'Der Agent antwortet selbst',
    confirm: 'Sie prüfen, was gesendet wird',
    disabled: 'Der Agent sendet nichts',
  },
  card: {
    unknownIntent: 'Noch nicht erkannt',
    issue: 'Worum es geht',
    questions: 'Was die Lösung braucht',
    open: 'nicht beantwortet',
    solution: 'Lösung',
    stoppedBy: (who) => `${who} kümmert sich darum`,
  },
};

/** The texts of a language ("de", "de-AT"); English where there are none. */
export function resolutionTexts(language: string | undefined): ResolutionTexts {
  return language?.slice(0, 2).toLowerCase() === 'de' ? de : en;
}
