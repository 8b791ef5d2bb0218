/** What the terminal shows at the start: where to go, what is on, what is off and how to turn it on. */
import { colours } from './colours';
import type { Config } from './config';

export interface Started {
  readonly url: string;
  readonly pages: boolean;
  /** The addresses of those that are read. */
  readonly mailboxes: readonly string[];
  readonly config: Config;
}

export function startLines({ url, pages, mailboxes, config }: Started): string[] {
  const line = (name: string, words: string): string => `${colours.dim(name.padEnd(12))} ${words}`;
  const chat = !config.localChat
    ? 'off (LOCAL_CHAT=on turns it on)'
    : pages
      ? `${url}/`
      : 'the page is not built: npm run build';
  const off = [
    ...(config.credentials ? [] : ['Teams and other channels (MicrosoftAppId, MicrosoftAppPassword)']),
    ...(mailboxes.length > 0 ? [] : ['email (mailboxes in the settings: docs/email.md)']),
    ...(config.model ? [] : ['language model (OPENAI_API_KEY, OPENAI_BASE_URL or AZURE_OPENAI_*)']),
  ];
  return [
    line('Chat', chat),
    line(
      'Bot endpoint',
      `${url}/api/messages ${config.credentials ? '' : colours.dim('(Bot Framework Emulator, Agents Playground; loopback only)')}`,
    ),
    ...(mailboxes.length > 0 ? [line('Email', mailboxes.join(', '))] : []),
    line('API', `${url}/api/openapi.json`),
    line(
      'On',
      `store in ${config.mongoUri === undefined ? config.dataDir : 'MongoDB'}, local predictor${modelLine(config)}${config.localChat ? ', local chat' : ''}${config.credentials ? ', bot credentials' : ''}`,
    ),
    line('Off', off.length > 0 ? `${off.join(', ')}: see .env.example` : 'nothing'),
  ];
}

/** Where customers' words go is said at the start. */
function modelLine({ model }: Config): string {
  if (!model) return '';
  const [name, where] =
    model.kind === 'azure'
      ? [model.deployment, model.endpoint]
      : [model.model, model.baseUrl ?? 'https://api.openai.com'];
  return `, language model ${name} at ${new URL(where).host}`;
}
