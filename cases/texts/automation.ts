/** The words about how a field is filled, on cards for administrators. */
export interface AutomationTexts {
  readonly demoted: (label: string) => string;
  readonly demotedWhy: (p: Figures) => string;
  readonly offered: (label: string) => string;
  readonly offeredWhy: (p: Figures) => string;
  readonly automatic: (label: string, by: string) => string;
  readonly confirm: (label: string, by: string) => string;
  readonly declined: (label: string, by: string) => string;
  readonly gone: (label: string) => string;
  readonly backToAutomatic: string;
  readonly switchToAutomatic: string;
  readonly keepAsking: string;
}

export interface Figures {
  readonly label: string;
  readonly decided: number;
  readonly accepted: number;
  /** "70 %". */
  readonly rate: string;
  readonly limit: string;
}

const ENGLISH: AutomationTexts = {
  demoted: (label) => `${label} is asked about from now on`,
  demotedWhy: ({ label, decided, accepted, rate, limit }) =>
    `Of the last ${decided} values that were filled in ${label}, ${accepted} were accepted (${rate}); the limit is ${limit}. New ones are proposed until an administrator switches back.`,
  offered: (label) => `Fill ${label} without asking?`,
  offeredWhy: ({ label, decided, accepted, rate, limit }) =>
    `The last ${decided} proposals of ${label} were accepted ${accepted} times (${rate}; the limit is ${limit}). Switch to automatic?`,
  automatic: (label, by) => `${label} is filled automatically (${by})`,
  confirm: (label, by) => `${label} is asked about (${by})`,
  declined: (label, by) => `${label} is still asked about (${by})`,
  gone: (label) => `${label}: this is not offered any more`,
  backToAutomatic: 'Back to automatic',
  switchToAutomatic: 'Make automatic',
  keepAsking: 'Keep asking',
};

const GERMAN: AutomationTexts = {
  demoted: (label) => `${label}: ab jetzt wird gefragt`,
  demotedWhy: ({ label, decided, accepted, rate, limit }) =>
    `Von den letzten ${decided} Werten, die bei ${label} ausgefüllt wurden, wurden ${accepted} angenommen (${rate}); die Grenze ist ${limit}. Neue werden vorgeschlagen, bis jemand aus der Administration zurückstellt.`,
  offered: (label) => `${label} ohne Nachfrage ausfüllen?`,
  offeredWhy: ({ label, decided, accepted, rate, limit }) =>
    `Die letzten ${decided} Vorschläge für ${label} wurden ${accepted}-mal angenommen (${rate}; die Grenze ist ${limit}). Auf automatisch umstellen?`,
  automatic: (label, by) => `${label} wird automatisch ausgefüllt (${by})`,
  confirm: (label, by) => `${label}: es wird gefragt (${by})`,
  declined: (label, by) => `${label}: es wird weiter gefragt (${by})`,
  gone: (label) => `${label}: das steht nicht mehr zur Wahl`,
  backToAutomatic: 'Zurück zu automatisch',
  switchToAutomatic: 'Auf automatisch',
  keepAsking: 'Weiter fragen',
};

export function automationTexts(language: string): AutomationTexts {
  return language.toLowerCase().startsWith('de') ? GERMAN : ENGLISH;
}
