import { COMMANDS_DE } from './commands';
import { FAILURES_DE } from './failures';
import { ASIDES_DE } from './asides';
import { FOLLOW_UP_DE } from './followUp';
import { customAgentSaid } from './customAgents';
import { modelWords } from './model';
import type { Texts } from './catalogue';
import { ended } from './ended';
import { GERMAN_PLACES } from './places';

export const de: Texts = {
  language: 'de',
  customer: {
    opened: ({ name, number, title }) =>
      `${name ? `Vielen Dank, ${name}.` : 'Vielen Dank.'} Ich habe den Fall ${number} eröffnet: ${ended(title)} Eine Kollegin oder ein Kollege sieht ihn sich an; Sie können hier weiterschreiben.`,
    duplicateAsked: ({ name }) =>
      `${name ? `Vielen Dank, ${name}.` : 'Vielen Dank.'} Ein Kollege sieht es sich gerade an; Sie können hier weiterschreiben.`,
    joined: ({ name, number, title }) =>
      `${name ? `Vielen Dank, ${name}.` : 'Vielen Dank.'} Ich habe das Ihrem Fall ${number} hinzugefügt: ${ended(title)} Sie können hier weiterschreiben.`,
    askTrouble: () =>
      'Ich habe noch nicht verstanden, worum es geht. Bitte schreiben Sie in ein, zwei Sätzen, was nicht geht oder was Sie brauchen.',
    askContact: ({ have, about, again }) => {
      const lead = about ? { trouble: 'Das tut mir leid. ', wish: 'Das gebe ich gern weiter. ' }[about] : '';
      if (!have.includes('name') && have.length > 0) return 'Danke. Wie ist bitte noch Ihr Name?';
      if (have.includes('name'))
        return 'Danke. Unter welcher E-Mail-Adresse oder Telefonnummer erreichen wir Sie?';
      if (again) return 'Ich brauche noch Ihren Namen und eine E-Mail-Adresse oder Telefonnummer.';
      return `${lead}Wie ist Ihr Name, und unter welcher E-Mail-Adresse oder Telefonnummer erreichen wir Sie?`;
    },
    askField: ({ label }) =>
      `Können Sie mir noch Folgendes nennen: ${label}? Wenn Sie es nicht zur Hand haben, sagen Sie es einfach.`,
    askAgain: ({ question }) => `Noch einmal, um sicherzugehen: ${question}`,
    skipped: () => 'Kein Problem, wir machen ohne weiter.',
    ended: ({ number }) =>
      number
        ? `Vielen Dank. Das Gespräch ist beendet; Fall ${number} bleibt bei uns.`
        : 'Vielen Dank. Das Gespräch ist beendet.',
    closed: ({ number }) =>
      `Wir haben den Fall ${number} abgeschlossen. Falls es wieder auftritt, schreiben Sie einfach wieder hier.`,
    failed: ({ reference }) =>
      `Das hat bei uns nicht geklappt. Ihre Nachricht ist gespeichert; eine Kollegin oder ein Kollege wird sie sehen. Kennung: ${reference}.`,
    tooLong: ({ max }) => `Diese Nachricht ist länger als ${max} Zeichen. Bitte schicken Sie sie in Teilen.`,
    passing: ({ place }) =>
      `Ich verbinde Sie mit einem Kollegen. ${place === 1 ? 'Sie sind als Nächstes an der Reihe' : `Sie sind an ${place}. Stelle`}; ich sage Bescheid, sobald jemand da ist.`,
    afterHours: ({ opens }) =>
      opens
        ? `Unsere Kollegen sind gerade nicht da; sie sind ab ${opens} Uhr wieder für Sie da. Ihre Nachricht ist gespeichert, und Sie können hier weiterschreiben.`
        : 'Unsere Kollegen sind gerade nicht da. Ihre Nachricht ist gespeichert, und Sie können hier weiterschreiben.',
    accepted: ({ name }) => `${name} ist jetzt für Sie da.`,
    givenBack: () => 'Mein Kollege hat Sie an mich zurückgegeben. Wie kann ich helfen?',
    mailLead: ({ name, number }) =>
      `${name ? `Vielen Dank für Ihre Nachricht, ${name}.` : 'Vielen Dank für Ihre Nachricht.'} Sie ist bei uns der Fall ${number}.`,
    writtenByAi: ({ company }) => `Mit KI geschrieben, im Namen von ${company}`,
    mailThanks: () => 'Vielen Dank.',
    mailAsks: () => 'Damit es weitergeht, brauchen wir noch etwas:',
    noCommand: () => 'Diese Schaltfläche habe ich nicht verstanden. Bitte schreiben Sie, was Sie brauchen.',
  },
  representative: {
    ...COMMANDS_DE,
    registered: ({ name }) =>
      `${name}, Fälle und Änderungen werden hier gezeigt. Schreiben Sie „help“, um zu sehen, was Sie fragen können.`,
    notAllowed: () => 'Dieses Gespräch kann nicht angemeldet werden: hier gilt die Teams-Identität.',
    notPermitted: {
      converse: 'Dafür braucht man die Rolle Omnichannel Agent. Bitte fragen Sie Ihren Administrator.',
      work: 'Dafür braucht man die Rolle Customer Service Representative. Bitte fragen Sie Ihren Administrator.',
      update:
        'Ihr Profil enthält die selbsttätige Eröffnung und Aktualisierung von Fällen nicht. Bitte fragen Sie Ihren Administrator.',
      close:
        'Ihr Profil enthält das selbsttätige Nachfassen und Abschließen von Fällen nicht. Bitte fragen Sie Ihren Administrator.',
      manage:
        'Dafür braucht man die Rolle CSR Manager oder System Administrator. Bitte fragen Sie Ihren Administrator.',
      administer: 'Dafür braucht man die Rolle System Administrator. Bitte fragen Sie Ihren Administrator.',
    },
    nothingToUpdateFrom: ({ number }) => `Zum Fall ${number} gibt es kein Gespräch.`,
    updating: () => 'Das Gespräch wird neu gelesen; was sich ändert, wird hier gezeigt.',
    shownBelow: () => 'Steht unten.',
    thanks: () => 'Danke, notiert.',
    taken: ({ number }) => `${number} gehört jetzt Ihnen.`,
    alreadyDone: ({ what, by, at }) => `Schon ${what}${by ? ` von ${by}` : ''}${at ? ` um ${at}` : ''}.`,
    nothingChosen: () => 'Es war nichts ausgewählt, also wurde nichts geändert.',
    outdated: () => 'Seit dieser Karte hat sich etwas geändert. Die neuesten Werte stehen im Fall.',
    spokenSince: () =>
      'Es wurde nichts gesendet: Der Kunde hat inzwischen geschrieben. Bitte ansehen und dann neu entscheiden.',
    editedSince: () =>
      'Es wurde nichts gesendet: Jemand hat den Entwurf geändert. Bitte ansehen und dann neu entscheiden.',
    drafting: () => 'Das wird gerade geschrieben und gleich unten gezeigt.',
    noConversation: ({ number }) =>
      `Zu Fall ${number} gibt es kein Gespräch, in dem es gesagt werden könnte.`,
    draftTooLong: () => 'Das ist zu lang.',
    draftNeedsWords: () => 'Bitte schreiben Sie, was gesendet werden soll.',
    closed: ({ number }) => `Fall ${number} ist geschlossen; nichts wurde geändert.`,
    oldCard: () =>
      'Diese Karte ist zu alt, oder ihre Schaltfläche ist keine von uns. „case CAS-...“ zeigt eine neue.',
    notARepresentative: () => 'Das können nur Mitarbeitende.',
    problems: ({ problems }) => `Nicht gespeichert. ${problems}`,
    openingDeclined: () => 'Es wurde kein Fall eröffnet.',
    openingGone: () => 'Zu diesem Gespräch gibt es inzwischen einen Fall.',
    opened: ({ number, title }) => `${number} eröffnet: ${title}`,
    delayed: ({ number, to, reason }) => `${number}: eine Mail an ${to} ist noch nicht angekommen. ${reason}`,
    lateMail: ({ number, who, subject }) =>
      `${number} ist abgeschlossen, und ${who} hat noch einmal geschrieben: ${subject}`,
    undelivered: ({ number, to, reason }) => `${number}: eine Mail an ${to} kam nicht an. ${reason}`,
    needOne: () => 'Bitte füllen Sie mindestens ein Feld aus.',
    whyTitle: ({ number }) => `Warum ${number} so ist, wie er ist`,
    whyNoCase: () => 'Warum es noch keinen Fall gibt',
    assigned: ({ number, name }) => `${number} gehört jetzt ${name}.`,
    noLocked: ({ number, names }) =>
      names === ''
        ? `Kein Feld von ${number} ist gesperrt.`
        : `Bitte nennen Sie ein gesperrtes Feld: ${names}.`,
    unlockedNow: ({ number }) => `${number}: entsperrt. Der Agent darf es wieder ändern.`,
    noted: ({ number }) => `Notiert bei ${number}.`,
    statusNow: ({ number, reason }) => `${number}: ${reason}.`,
    closedNow: ({ number, reason }) => `${number} ist abgeschlossen: ${reason}.`,
    reopenedNow: ({ number }) => `${number} ist wieder offen.`,
    mergedNow: ({ number, into }) => `${number} gehört jetzt zu ${into}.`,
    splitNow: ({ number, into }) => `${into} wurde von ${number} abgetrennt; das Gespräch geht dort weiter.`,
    sameCase: () => 'Das ist zweimal derselbe Fall.',
    noReason: ({ reasons }) => `Bitte nennen Sie einen Grund: ${reasons}.`,
    resolveForm: {
      statusReason: 'Wie es endete',
      resolution: 'Was es gelöst hat',
      remarks: 'Bemerkungen für Kollegen',
      choose: 'Bitte wählen Sie eins.',
      needed: 'Bitte schreiben Sie in einem Satz, was es gelöst hat.',
      tooLong: 'Das ist länger als 4.000 Zeichen.',
    },
    notices: {
      'live-gone': ({ name }) => `${name} wartet nicht mehr.`,
      'not-delivered': ({ name }) =>
        `Das wurde nicht zugestellt: Sie haben das Gespräch mit ${name} nicht mehr.`,
      given: ({ name }) =>
        `Sie haben ${name} weitergegeben. Was Sie hier schreiben, wird nicht mehr übermittelt.`,
      'customer-waits': ({ name }) => `${name} wartet auf Ihre Antwort.`,
      'back-in-line': ({ name }) => `${name} hat keine Antwort bekommen und wartet wieder.`,
      'live-ended': ({ name }) => `Das Gespräch mit ${name} ist beendet.`,
      'case-given': ({ name }) => `${name} hat Ihnen diesen Fall gegeben:`,
    },
    failures: FAILURES_DE,
    mergedAway: ({ number, into }) =>
      `${number} ist jetzt Teil von ${into}; geändert wurde nichts. Dies ist ${into}.`,
    declinedBy: ({ name }) => `Nicht geöffnet: abgelehnt von ${name}`,
    openedBy: ({ number, name }) => `Geöffnet als ${number} von ${name}`,
    accepting: () => 'Einen Moment, das Gespräch wird Ihnen übergeben.',
    whichOne: ({ names }) =>
      `Sie haben hier mehrere Gespräche: ${names}. Bitte schreiben Sie im Thread des Gesprächs, das Sie meinen.`,
    nobodyLive: () => 'Sie haben hier kein Gespräch.',
    busyWith: ({ name }) =>
      `Sie haben hier das Gespräch mit ${name}. Beenden Sie es (/end) oder geben Sie es weiter (/release, /transfer).`,
    queueEmpty: () => 'Niemand wartet.',
    noQueue: ({ name, queues }) =>
      `Es gibt keine Warteschlange und keinen Kollegen „${name}“. Warteschlangen: ${queues}.`,
    state: {
      confirmed: 'bestätigt',
      edited: 'bearbeitet',
      rejected: 'abgelehnt',
      undone: 'zurückgenommen',
      superseded: 'durch einen neueren Wert ersetzt',
      taken: 'übernommen',
      unlocked: 'entsperrt',
      sent: 'gesendet',
      discarded: 'verworfen',
      reopened: 'offen',
      open: 'offen',
    },
  },
  places: GERMAN_PLACES,
  asides: ASIDES_DE,
  followUp: FOLLOW_UP_DE,
  trace: {
    'agent-off': () => 'Der Agent ist ausgeschaltet: die Nachricht wird aufbewahrt, nichts wird entschieden.',
    'channel-not-chosen': () => 'Nicht eröffnet: dieser Kanal gehört nicht zu denen, die Fälle eröffnen.',
    'not-authenticated': () => 'Nicht eröffnet: nur angemeldete Kunden dürfen Fälle eröffnen.',
    'moment-off': ({ moment }) => `Nicht eröffnet: zu diesem Zeitpunkt (${moment}) ist das ausgeschaltet.`,
    'field-known': ({ field, value }) => `${field}: ${value}`,
    'field-missing': ({ field }) => `${field}: fehlt.`,
    'contact-partial': ({ field, have }) =>
      have?.includes('name')
        ? `${field}: fehlt. Es gibt einen Namen, aber keine E-Mail-Adresse oder Telefonnummer.`
        : `${field}: fehlt. Es gibt einen Weg zum Kunden, aber keinen Namen.`,
    opened: () => 'Alles Nötige ist bekannt: der Fall wird eröffnet.',
    'rule-opened': ({ rule }) => `Die Anlageregel „${rule}“ eröffnet den Fall.`,
    'automatic-mail': () =>
      'Von einer Maschine geschrieben: die Mail wird aufbewahrt, nichts daraus gelesen oder beantwortet.',
    'channel-fills-nothing': () =>
      'Nichts wird ausgefüllt: E-Mail gehört nicht zu den Kanälen, die der Agent liest.',
    'opening-proposed': () => 'Alles Nötige ist bekannt: es wird gefragt, ob der Fall eröffnet werden soll.',
    'duplicate-asked': ({ number }) =>
      `Noch nicht eröffnet: ${number} desselben Kunden handelt wahrscheinlich vom selben. Kollegen werden gefragt.`,
    'duplicate-join': ({ by, number }) => `${by} lässt es in ${number} weitergehen.`,
    'duplicate-new': ({ by }) => `${by} sagt, dass es etwas Neues ist.`,
    'duplicate-link': ({ by }) => `${by} lässt es als neu und verknüpft eröffnen.`,
    'duplicate-linked': ({ number }) =>
      `Als neu eröffnet und mit ${number} desselben Kunden verknüpft, das wahrscheinlich vom selben handelt.`,
    'already-has-case': () => 'Dieses Gespräch hat schon einen Fall.',
    'rule-applied': ({ rule }) => `Regel „${rule}“ gilt.`,
    'rule-skipped': ({ rule }) => `Regel „${rule}“ gilt nicht: ihre Bedingungen treffen nicht zu.`,
    'rule-off': ({ rule }) => `Regel „${rule}“ ist nicht aktiv.`,
    'value-kept': ({ field, from }) => `${field} bleibt ${from}: der Kanal bürgt dafür.`,
    'value-set': ({ field, to, reason }) => `${field} ist ${to} (${reason}).`,
    'value-replaced': ({ field, from, to, reason }) => `${field}: ${to} statt ${from} (${reason}).`,
    'value-proposed': ({ field, from, to, by }) =>
      `${field}: ${to} ist vorgeschlagen; ${from} von ${by} bleibt.`,
    'value-refused': ({ field }) => `${field} wird nicht aus den Worten des Kunden gefüllt.`,
    'value-older': ({ field, from, to }) => `${field} bleibt ${from}: ${to} wurde vorher gesagt.`,
    'value-no-margin': ({ field, from, to }) => `${field} bleibt ${from}: ${to} ist nicht sicher genug.`,
    'nothing-to-change': () => 'Nichts zu ändern.',
    repeat: () => 'Der Kanal hat dieselbe Nachricht noch einmal geschickt: aufbewahrt, nicht beantwortet.',
    'resolve-asked': () => 'Jemand von außen will den Fall gelöst haben.',
    'custom-agent-answered': ({ agent, answer }) =>
      `Der eigene Agent ${agent} ${customAgentSaid('de', answer ?? '')}.`,
    'custom-agent-late': ({ agent }) =>
      `Der Antwort des eigenen Agenten ${agent} wird nicht gefolgt: der Kunde hat inzwischen geschrieben. Er wird neu gefragt.`,
    'custom-agent-elsewhere': ({ agent }) =>
      `Die Antwort des eigenen Agenten ${agent} betrifft einen Fall, um den es hier nicht mehr geht.`,
    'person-has-taken-over': ({ by }) => `${by} hat übernommen: der Agent hört zu und schweigt.`,
    'person-needed': ({ queue }) => `Ein Mensch wird gebraucht: wartet in ${queue}.`,
    'given-back': ({ by }) => `${by} hat das Gespräch an den Agenten zurückgegeben.`,
    'predictor-failed': () => 'Die Vorhersage ist fehlgeschlagen: aus dieser Nachricht wurde nichts gefüllt.',
    'model-failed': ({ reason }) =>
      `Das Modell wurde nicht gehört: ${modelWords('de', 'failed', reason)}. Die lokale Vorhersage hat allein weitergemacht.`,
    'model-off': () =>
      'Das Modell ist in den Einstellungen abgeschaltet: die lokale Vorhersage hat allein gearbeitet.',
    'model-budget': () =>
      'Das Modell wurde nicht gefragt: das Budget des Monats ist aufgebraucht. Die lokale Vorhersage hat allein weitergemacht.',
    'model-refused': ({ field, why }) =>
      `${field}: ein Wert des Modells wurde nicht übernommen: ${modelWords('de', 'refused', why)}.`,
    'dialog-dropped': () => 'Eine Frage konnte nicht fortgesetzt werden und wurde fallen gelassen.',
    'thanks-after-closing': () => 'Dank für einen geschlossenen Fall: er bleibt geschlossen.',
    'reopened-by-reply': ({ number }) =>
      `Fall ${number} war geschlossen; der Kunde macht damit weiter, er ist wieder offen.`,
    'begun-after-closing': ({ number }) =>
      `Fall ${number} ist geschlossen: hiermit beginnt ein neuer, der auf ihn verweist.`,
    frozen: () => 'Der Fall ist geschlossen: nichts wurde geändert.',
  },
  panel: {
    why: { missing: 'noch nicht gesagt', partial: 'teilweise bekannt' },
  },
  timeline: {
    opened: ({ by }) => `Eröffnet von ${by}`,
    field: ({ field, from, to, by }) =>
      to === ''
        ? `${field} geleert von ${by}`
        : from === ''
          ? `${field}: ${to} (${by})`
          : `${field}: ${from} → ${to} (${by})`,
    proposed: ({ field, to }) => `${field}: ${to} vorgeschlagen`,
    reviewed: ({ field, state, by }) => `${field} ${state} von ${by}`,
    undelivered: ({ to }) => `Eine Mail an ${to} kam nicht an`,
    owner: ({ to }) => `Übernommen von ${to}`,
    status: ({ from, to }) => `${from} → ${to}`,
    note: ({ by, text }) => `${by}: ${text}`,
    closed: ({ by, reason, resolution }) =>
      `Abgeschlossen von ${by}: ${reason}${resolution ? `. ${resolution}` : ''}`,
    draftMade: ({ draft, by }) => `${draft}: Entwurf von ${by}`,
    draftEdited: ({ draft, by }) => `${draft}: Entwurf von ${by} geändert`,
    draftSent: ({ draft, by }) => `${draft}: von ${by} gesendet`,
    draftDiscarded: ({ draft, by }) => `${draft}: Entwurf von ${by} verworfen`,
    draftReturned: ({ draft }) => `${draft}: nicht gesendet, der Kunde hatte gerade geschrieben`,
    reopened: ({ by }) => `Wieder geöffnet von ${by}`,
    unlocked: ({ field, by, reason }) => `${field} entsperrt von ${by}${reason ? `: ${reason}` : ''}`,
    merged: ({ by, number }) => `Mit ${number} zusammengelegt von ${by}`,
    joined: ({ by }) => `Ein weiteres Gespräch des Kunden geht hier weiter (${by})`,
    absorbed: ({ by, number }) => `${number} hierher zusammengelegt von ${by}`,
    split: ({ by, number }) => `${number} abgetrennt von ${by}`,
  },
};
