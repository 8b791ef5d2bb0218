/** The words of follow-up and closure: what customers read, what the case's history and cards say. */
import type { FollowUpStateName, Hindrance } from '../followUp/state';

export interface FollowUpTexts {
  /** The end of a follow-up: the day on which the case is closed without an answer. */
  readonly closes: (day: string) => string;
  /** The resolution of a case whose customer did not answer. */
  readonly unanswered: (sent: number) => string;
  /** What a favourable answer hears. */
  readonly glad: string;
  /** For representatives: a closed case is open again. */
  readonly cameBack: (number: string, who: string, said: string) => string;
  /** What words after a closing hear that open the case again. */
  readonly openAgain: (number: string) => string;
  readonly sent: (rule: string, n: number, of: number) => string;
  readonly held: (until: string) => string;
  readonly undone: (by: string) => string;
  readonly lifted: (why: string) => string;
  readonly prevented: (why: string) => string;
  readonly obstacle: Readonly<Record<Hindrance | 'customer-spoke' | 'rule-gone', string>>;
  /** A line of "why": how the case is followed up. */
  readonly state: Readonly<Record<FollowUpStateName, (rule: string, sent: string, at: string) => string>>;
  readonly heldTitle: string;
  readonly heldHint: (until: string) => string;
  readonly closedTitle: string;
  readonly openTitle: string;
  readonly keptOpen: (number: string) => string;
}

export const FOLLOW_UP_EN: FollowUpTexts = {
  closes: (day) => `Without an answer we will close the case on ${day}.`,
  unanswered: (sent) =>
    `Closed without an answer of the customer after ${sent} follow-up${sent === 1 ? '' : 's'}.`,
  cameBack: (number, who, said) => `${number} was closed and is open again. ${who}: ${said}`,
  glad: 'Good to hear, thank you.',
  openAgain: (number) => `I have opened case ${number} again. A colleague will look at it.`,
  sent: (rule, n, of) => `Follow-up ${n} of ${of} sent (${rule})`,
  held: (until) => `To be closed at ${until}`,
  undone: (by) => `Closing undone by ${by}`,
  lifted: (why) => `Not closed: ${why}`,
  prevented: (why) => `Not closed: ${why}`,
  obstacle: {
    'question-open': 'a question of the customer is not answered',
    'promise-open': 'something was promised, and nothing says that it was done',
    'not-delivered': 'what was sent did not arrive',
    'nothing-said': 'nothing has been said to the customer yet',
    'kept-open': 'a representative keeps it open',
    accepted: 'the customer has said that it is solved',
    'customer-spoke': 'the customer has spoken',
    'rule-gone': 'the rule is not about it any more',
  },
  state: {
    watching: (rule, _sent, at) => `Follow-up: rule "${rule}" begins at ${at}.`,
    waiting: (rule, sent, at) => `Follow-up: ${sent} sent by rule "${rule}"; the next step is at ${at}.`,
    answered: (rule) => `Follow-up: rule "${rule}" stands still, since the customer spoke last.`,
    ended: (rule) => `Follow-up: rule "${rule}" has ended.`,
    stuck: (rule, sent) => `Follow-up: ${sent} sent by rule "${rule}"; it goes no further.`,
    suggested: (rule, sent) => `Follow-up: ${sent} sent by rule "${rule}"; a representative is asked to act.`,
    closing: (rule, sent) => `Follow-up: ${sent} sent by rule "${rule}"; the case is about to be closed.`,
  },
  heldTitle: 'Nobody has answered: the case will be closed',
  heldHint: (until) => `Closes at ${until}, unless the customer answers or you keep it open.`,
  closedTitle: 'The case is closed',
  openTitle: 'The case stays open',
  keptOpen: (number) => `${number} stays open.`,
};

export const FOLLOW_UP_DE: FollowUpTexts = {
  closes: (day) => `Ohne Antwort schließen wir den Fall am ${day}.`,
  unanswered: (sent) =>
    `Ohne Antwort des Kunden geschlossen, nach ${sent} Nachfrage${sent === 1 ? '' : 'n'}.`,
  cameBack: (number, who, said) => `${number} war geschlossen und ist wieder offen. ${who}: ${said}`,
  glad: 'Das freut uns, vielen Dank.',
  openAgain: (number) =>
    `Ich habe Fall ${number} wieder geöffnet. Eine Kollegin oder ein Kollege sieht ihn sich an.`,
  sent: (rule, n, of) => `Nachfrage ${n} von ${of} gesendet (${rule})`,
  held: (until) => `Wird geschlossen: ${until}`,
  undone: (by) => `Schließen von ${by} rückgängig gemacht`,
  lifted: (why) => `Nicht geschlossen: ${why}`,
  prevented: (why) => `Nicht geschlossen: ${why}`,
  obstacle: {
    'question-open': 'eine Frage des Kunden ist nicht beantwortet',
    'promise-open': 'es wurde etwas zugesagt, und nichts sagt, dass es getan ist',
    'not-delivered': 'was gesendet wurde, kam nicht an',
    'nothing-said': 'dem Kunden wurde noch nichts geschrieben',
    'kept-open': 'jemand hält ihn offen',
    accepted: 'der Kunde hat gesagt, dass es gelöst ist',
    'customer-spoke': 'der Kunde hat geschrieben',
    'rule-gone': 'die Regel betrifft ihn nicht mehr',
  },
  state: {
    watching: (rule, _sent, at) => `Nachfassen: Regel „${rule}“ beginnt ${at}.`,
    waiting: (rule, sent, at) => `Nachfassen: ${sent} nach Regel „${rule}“ gesendet; weiter geht es ${at}.`,
    answered: (rule) => `Nachfassen: Regel „${rule}“ steht still, da der Kunde zuletzt geschrieben hat.`,
    ended: (rule) => `Nachfassen: Regel „${rule}“ ist zu Ende.`,
    stuck: (rule, sent) => `Nachfassen: ${sent} nach Regel „${rule}“ gesendet; es geht nicht weiter.`,
    suggested: (rule, sent) => `Nachfassen: ${sent} nach Regel „${rule}“ gesendet; jemand soll handeln.`,
    closing: (rule, sent) =>
      `Nachfassen: ${sent} nach Regel „${rule}“ gesendet; der Fall wird bald geschlossen.`,
  },
  heldTitle: 'Niemand hat geantwortet: der Fall wird geschlossen',
  heldHint: (until) =>
    `Wird ${until} geschlossen, wenn der Kunde nicht antwortet und Sie ihn nicht offen halten.`,
  closedTitle: 'Der Fall ist geschlossen',
  openTitle: 'Der Fall bleibt offen',
  keptOpen: (number) => `${number} bleibt offen.`,
};
