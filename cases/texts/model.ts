/** Why a model was not heard or not believed, in words: for the trace. */
type Words = Readonly<Record<string, string>>;

interface ModelWords {
  /** Why it could not be asked. */
  readonly failed: Words;
  /** Why a value of its was not taken. */
  readonly refused: Words;
}

const en: ModelWords = {
  failed: {
    timeout: 'it took too long',
    unreachable: 'it cannot be reached',
    busy: 'it is asked too much',
    'server-error': 'it has an error of its own',
    denied: 'it does not accept the key',
    'unknown-model': 'it does not know the model',
    rejected: 'it does not accept the question',
    refused: 'it refused to answer',
    filtered: 'its content filter stepped in',
    truncated: 'its answer was cut off',
    unreadable: 'its answer cannot be read',
    resting: 'it failed before and is left alone for a while',
    policy: 'what it has cost this month cannot be read',
  },
  refused: {
    'not-listed': 'it is not one of the values',
    'no-evidence': 'there is no evidence',
    'not-said': 'the customer did not say these words',
    'not-in-words': 'the words do not say it',
    'wrong-form': 'it does not have the right form',
    'no-trouble': 'the words do not say what is wrong',
    'not-new': 'nothing new was said',
    unsure: 'it is not sure enough',
    broken: 'it does not have the form that was asked for',
  },
};

const de: ModelWords = {
  failed: {
    timeout: 'es hat zu lange gedauert',
    unreachable: 'es ist nicht erreichbar',
    busy: 'es wird zu viel gefragt',
    'server-error': 'es hat selbst einen Fehler',
    denied: 'es nimmt den Schlüssel nicht an',
    'unknown-model': 'es kennt das Modell nicht',
    rejected: 'es nimmt die Frage nicht an',
    refused: 'es hat die Antwort verweigert',
    filtered: 'sein Inhaltsfilter hat eingegriffen',
    truncated: 'seine Antwort wurde abgeschnitten',
    unreadable: 'seine Antwort ist nicht lesbar',
    resting: 'es war zuvor gestört und wird eine Weile in Ruhe gelassen',
    policy: 'was es in diesem Monat gekostet hat, ist nicht lesbar',
  },
  refused: {
    'not-listed': 'es ist keiner der Werte',
    'no-evidence': 'es gibt keinen Beleg',
    'not-said': 'der Kunde hat diese Worte nicht gesagt',
    'not-in-words': 'die Worte sagen es nicht',
    'wrong-form': 'es hat nicht die richtige Form',
    'no-trouble': 'die Worte sagen nicht, was los ist',
    'not-new': 'es wurde nichts Neues gesagt',
    unsure: 'es ist nicht sicher genug',
    broken: 'es hat nicht die verlangte Form',
  },
};

/** The words for a code; the code where there are none. */
export function modelWords(language: 'en' | 'de', kind: keyof ModelWords, code: string | undefined): string {
  const words = (language === 'de' ? de : en)[kind];
  return (code === undefined ? undefined : words[code]) ?? code ?? '';
}
