/** `npm run play -- FILE [--row N] [--settings FILE] [--json]`: a conversation through the real agent, the case as it fills. */
import { parseArgs } from 'node:util';
import type { Settings } from '../../cases/settings';
import { shippedSettings } from '../../cases/shipped/settings';
import { readSettings } from '../settingsFile';
import { readConversations, type PlayedConversation } from './conversationFile';
import { print, printCase } from './print';
import { createStage } from './stage';

const USAGE = `npm run play -- FILE [--row N] [--settings FILE] [--json]

FILE      conversations as JSON lines ({"id", "turns": [{"from": "customer" | "agent", "text"}]}; .gz too),
          or plain text: one turn a line, "customer:" or "agent:" in front
--row     the conversation to play, counted from 1 (1)
--settings  settings as JSON (the shipped ones)
--json    one JSON object a turn`;

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      row: { type: 'string', default: '1' },
      settings: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
  });
  const [file] = positionals;
  if (file === undefined) throw new Error(USAGE);
  const conversations = readConversations(file);
  const conversation = conversations[Number(values.row) - 1];
  if (!conversation)
    throw new Error(
      `${file} holds ${conversations.length} conversations; --row ${values.row} is not among them`,
    );
  await playThrough(conversation, settingsFor(conversation, values.settings), values.json);
}

async function playThrough(
  conversation: PlayedConversation,
  settings: Settings,
  json: boolean,
): Promise<void> {
  const stage = await createStage(settings);
  try {
    for (const turn of conversation.turns) print(turn, await stage.play(turn), json);
    printCase(await stage.theCase(), json);
  } finally {
    await stage.close();
  }
}

/** Where a colleague speaks in the file, the agent asks nothing itself. */
function settingsFor(conversation: PlayedConversation, file: string | undefined): Settings {
  const settings = file === undefined ? shippedSettings : readSettings(file);
  const accompanied = conversation.turns.some((turn) => turn.from === 'agent');
  return accompanied ? { ...settings, intake: { ask: false } } : settings;
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
