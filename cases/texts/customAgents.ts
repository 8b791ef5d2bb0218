/** What representatives read of custom agents. */
import type { CustomAgentFailure, ResponseType } from '../customAgent/settings';

export interface CustomAgentTexts {
  /** What it answered, or why it did not, as a sentence after its name. */
  readonly said: Readonly<Record<ResponseType | CustomAgentFailure, string>>;
  readonly line: (agent: string, said: string) => string;
}

const EN: CustomAgentTexts = {
  said: {
    Question: 'asks the customer something',
    Resolved: 'has a solution',
    UnableToResolve: 'cannot resolve it',
    NoAction: 'has nothing to do',
    ResolveCase: 'has resolved it',
    late: 'did not answer in time',
    unreachable: 'cannot be reached',
    'forbidden-address': 'is at an address that may not be asked',
    redirected: 'sends elsewhere, which is not followed',
    unauthorised: 'does not know us: its secret or permission is wrong',
    refused: 'refused the request',
    failing: 'failed',
    'too-large': 'answered with more than can be read',
    'not-understood': 'answered something that cannot be followed',
    'not-set-up': 'is not set up',
    'switched-off': 'was not called: the flow is switched off',
  },
  line: (agent, said) => `Custom agent ${agent} ${said}`,
};

const DE: CustomAgentTexts = {
  said: {
    Question: 'fragt den Kunden etwas',
    Resolved: 'hat eine Lösung',
    UnableToResolve: 'kann es nicht lösen',
    NoAction: 'hat nichts zu tun',
    ResolveCase: 'hat es gelöst',
    late: 'hat nicht rechtzeitig geantwortet',
    unreachable: 'ist nicht zu erreichen',
    'forbidden-address': 'steht an einer Adresse, die nicht gefragt werden darf',
    redirected: 'verweist woandershin, dem wird nicht gefolgt',
    unauthorised: 'kennt uns nicht: Geheimnis oder Berechtigung ist falsch',
    refused: 'hat die Anfrage abgelehnt',
    failing: 'ist gescheitert',
    'too-large': 'hat mehr geantwortet, als gelesen werden kann',
    'not-understood': 'hat etwas geantwortet, dem nicht gefolgt werden kann',
    'not-set-up': 'ist nicht eingerichtet',
    'switched-off': 'wurde nicht gerufen: der Ablauf ist ausgeschaltet',
  },
  line: (agent, said) => `Der eigene Agent ${agent} ${said}`,
};

export function customAgentTexts(language: string): CustomAgentTexts {
  return language.startsWith('de') ? DE : EN;
}

/** What came of a call; a word that a decision of another version noted stands as it is. */
export function customAgentSaid(language: string, answer: string): string {
  const { said } = customAgentTexts(language);
  return Object.hasOwn(said, answer) ? said[answer as keyof typeof said] : answer;
}
