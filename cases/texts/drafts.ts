/** The words around drafts, on cards for representatives. */
import type { DraftKind, DraftState } from '../drafts/draft';

export interface DraftTexts {
  readonly title: Readonly<Record<DraftKind, string>>;
  readonly state: Readonly<Record<Exclude<DraftState, 'open'>, (who: string | undefined) => string>>;
  readonly intent: (name: string) => string;
  readonly rule: (name: string, number: string | undefined) => string;
  readonly asks: (labels: string) => string;
  readonly resolves: string;
  readonly writtenByAi: (name: string) => string;
  readonly writtenFrom: (template: string) => string;
  readonly editedBy: (who: string) => string;
  readonly restsOn: string;
  readonly subject: string;
  readonly template: string;
  readonly noTemplate: string;
  readonly recommended: (name: string) => string;
  readonly words: string;
  readonly goesBy: (channel: string) => string;
  readonly remarks: string;
  /** Over what the customer has said since. */
  readonly spokenSince: string;
  readonly sendAnyway: string;
  readonly resolveAnyway: string;
  readonly editTitle: string;
  readonly templateTitle: string;
}

export const DRAFTS_EN: DraftTexts = {
  title: {
    question: 'Question for the customer',
    solution: 'Solution for the customer',
    'follow-up': 'Follow-up for the customer',
    reply: 'Reply to the customer',
    closing: 'Closing words for the customer',
    resolution: 'Resolution',
  },
  state: {
    sent: (who) => (who ? `Sent by ${who}` : 'Sent'),
    discarded: (who) => (who ? `Discarded by ${who}` : 'Discarded'),
    superseded: () => 'A newer draft has taken its place',
  },
  intent: (name) => `for: ${name}`,
  rule: (name, number) => (number === undefined ? name : `${name}, follow-up ${number}`),
  asks: (labels) => `asks for ${labels}`,
  resolves: 'sending it resolves the case',
  writtenByAi: (name) => `Written by AI (${name})`,
  writtenFrom: (template) => `From the template “${template}”`,
  editedBy: (who) => `edited by ${who}`,
  restsOn: 'What it rests on',
  subject: 'Subject',
  template: 'Template',
  noTemplate: 'No template',
  recommended: (name) => `${name} (recommended)`,
  words: 'Words',
  goesBy: (channel) => `goes out by ${channel}`,
  remarks: 'Remarks for colleagues',
  spokenSince: 'The customer has written since this was drafted:',
  sendAnyway: 'Send anyway',
  resolveAnyway: 'Resolve anyway',
  editTitle: 'Edit the draft',
  templateTitle: 'Choose a template',
};

export const DRAFTS_DE: DraftTexts = {
  title: {
    question: 'Frage an den Kunden',
    solution: 'Lösung für den Kunden',
    'follow-up': 'Nachfrage beim Kunden',
    reply: 'Antwort an den Kunden',
    closing: 'Abschließende Worte an den Kunden',
    resolution: 'Abschluss',
  },
  state: {
    sent: (who) => (who ? `Gesendet von ${who}` : 'Gesendet'),
    discarded: (who) => (who ? `Verworfen von ${who}` : 'Verworfen'),
    superseded: () => 'Ein neuerer Entwurf ist an seine Stelle getreten',
  },
  intent: (name) => `zu: ${name}`,
  rule: (name, number) => (number === undefined ? name : `${name}, Nachfrage ${number}`),
  asks: (labels) => `fragt nach ${labels}`,
  resolves: 'mit dem Senden ist der Fall gelöst',
  writtenByAi: (name) => `Von KI geschrieben (${name})`,
  writtenFrom: (template) => `Aus der Vorlage „${template}“`,
  editedBy: (who) => `geändert von ${who}`,
  restsOn: 'Worauf er beruht',
  subject: 'Betreff',
  template: 'Vorlage',
  noTemplate: 'Keine Vorlage',
  recommended: (name) => `${name} (empfohlen)`,
  words: 'Text',
  goesBy: (channel) => `geht hinaus über ${channel}`,
  remarks: 'Bemerkungen für Kollegen',
  spokenSince: 'Der Kunde hat seit diesem Entwurf geschrieben:',
  sendAnyway: 'Trotzdem senden',
  resolveAnyway: 'Trotzdem abschließen',
  editTitle: 'Entwurf ändern',
  templateTitle: 'Vorlage wählen',
};
