/** The page's own words; the agent's come with the conversation. */

export interface Texts {
  readonly name: string;
  readonly anew: string;
  readonly chat: string;
  readonly panel: string;
  readonly welcome: string;
  readonly welcomeMore: string;
  readonly examples: readonly string[];
  readonly noCase: string;
  readonly noCaseMore: string;
  readonly caseOpened: (number: string) => string;
  readonly known: string;
  readonly nothingKnown: string;
  readonly missing: string;
  readonly why: string;
  readonly deciding: string;
  readonly sure: string;
  readonly likely: string;
  readonly unsure: string;
  readonly setBy: Readonly<Record<'human' | 'confirmed' | 'rule' | 'channel', (who: string) => string>>;
  readonly status: Readonly<Record<string, string>>;
  readonly passed: string;
  readonly failed: string;
  readonly unreachable: string;
  readonly refused: string;
  readonly notSent: string;
  readonly begunAnew: string;
}

const en: Texts = {
  name: 'Support',
  anew: 'New conversation',
  chat: 'Conversation',
  panel: 'What the agent knows',
  welcome: 'Write as a customer would',
  welcomeMore:
    'The agent reads along, asks for what is missing and opens a case once it knows enough. For instance:',
  examples: [
    'The espresso machine in our kitchen is leaking from the bottom.',
    "I'm Dana Reyes, dana@example.com. I was charged twice for order 48213.",
    'The grinder in our café has stopped and smells burnt. We need it tomorrow.',
  ],
  noCase: 'No case yet',
  noCaseMore: 'Its fields appear here as the agent finds them in the conversation.',
  caseOpened: (number) => `Case ${number} opened.`,
  known: 'Known so far',
  nothingKnown: 'Nothing yet.',
  missing: 'Still missing',
  why: 'Last decision',
  deciding: 'Reading …',
  sure: 'sure',
  likely: 'likely',
  unsure: 'unsure',
  setBy: {
    human: (who) => `by ${who}`,
    confirmed: (who) => `confirmed by ${who}`,
    rule: () => 'by a rule',
    channel: () => 'from the channel',
  },
  status: { active: 'Active', resolved: 'Resolved', cancelled: 'Cancelled', merged: 'Merged' },
  passed: 'Passed: ',
  failed: 'Not passed: ',
  unreachable: 'The server cannot be reached. Trying again; the conversation goes on where it was.',
  refused: 'A conversation cannot be started here. Reload the page, or ask who runs this server.',
  notSent:
    'That message was not stored. It is still in the conversation: choose "Retry" there, or shorten it.',
  begunAnew: 'The earlier conversation could not be continued, so this is a new one.',
};

const de: Texts = {
  name: 'Support',
  anew: 'Neues Gespräch',
  chat: 'Gespräch',
  panel: 'Was der Agent weiß',
  welcome: 'Schreiben Sie wie ein Kunde',
  welcomeMore:
    'Der Agent liest mit, fragt nach dem, was fehlt, und legt einen Fall an, sobald er genug weiß. Zum Beispiel:',
  examples: [
    'Die Espressomaschine in unserer Küche leckt unten.',
    'Ich bin Dana Reyes, dana@example.com. Bestellung 48213 wurde mir doppelt berechnet.',
    'Die Mühle in unserem Café steht und riecht verbrannt. Wir brauchen sie morgen.',
  ],
  noCase: 'Noch kein Fall',
  noCaseMore: 'Seine Felder erscheinen hier, sobald der Agent sie im Gespräch findet.',
  caseOpened: (number) => `Fall ${number} angelegt.`,
  known: 'Bisher bekannt',
  nothingKnown: 'Noch nichts.',
  missing: 'Fehlt noch',
  why: 'Letzte Entscheidung',
  deciding: 'Liest …',
  sure: 'sicher',
  likely: 'wahrscheinlich',
  unsure: 'unsicher',
  setBy: {
    human: (who) => `von ${who}`,
    confirmed: (who) => `bestätigt von ${who}`,
    rule: () => 'durch eine Regel',
    channel: () => 'vom Kanal',
  },
  status: { active: 'Aktiv', resolved: 'Gelöst', cancelled: 'Abgebrochen', merged: 'Zusammengeführt' },
  passed: 'Erfüllt: ',
  failed: 'Nicht erfüllt: ',
  unreachable:
    'Der Server ist nicht erreichbar. Wir versuchen es weiter; das Gespräch geht dort weiter, wo es war.',
  refused:
    'Hier lässt sich kein Gespräch beginnen. Laden Sie die Seite neu oder fragen Sie, wer diesen Server betreibt.',
  notSent:
    'Diese Nachricht wurde nicht gespeichert. Sie steht noch im Gespräch: Wählen Sie dort „Wiederholen“ oder kürzen Sie sie.',
  begunAnew: 'Das frühere Gespräch ließ sich nicht fortsetzen; dies ist ein neues.',
};

export interface Language {
  readonly texts: Texts;
  readonly lang: 'en' | 'de';
  /** As Web Chat names it. */
  readonly locale: string;
}

export function languageOf(preferred: string): Language {
  return preferred.toLowerCase().startsWith('de')
    ? { texts: de, lang: 'de', locale: 'de-DE' }
    : { texts: en, lang: 'en', locale: preferred.toLowerCase().startsWith('en') ? preferred : 'en-US' };
}
