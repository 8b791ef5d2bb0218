/** Reads conversations to play: JSON lines (also gzipped), or plain text with "customer:" and "agent:" in front. */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod/v4';

export interface PlayedTurn {
  readonly from: 'customer' | 'agent';
  readonly text: string;
}

export interface PlayedConversation {
  readonly id: string;
  readonly turns: readonly PlayedTurn[];
}

const row = z.object({
  id: z.string(),
  turns: z.array(z.object({ from: z.enum(['customer', 'agent']), text: z.string() })).min(1),
});

/**
 * @throws Error that names the file and the line.
 */
export function readConversations(file: string): PlayedConversation[] {
  const bytes = readFileSync(file);
  const text = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8');
  const conversations = /\.jsonl?(\.gz)?$/.test(file) ? jsonLines(file, text) : [plainText(file, text)];
  if (conversations.every(({ turns }) => turns.length === 0))
    throw new Error(`${file} holds no conversation`);
  return conversations;
}

function jsonLines(file: string, text: string): PlayedConversation[] {
  return text.split('\n').flatMap((line, at) => {
    if (line.trim() === '') return [];
    const parsed = row.safeParse(jsonOf(line));
    if (!parsed.success)
      throw new Error(`${file}, line ${at + 1}: not a conversation ({"id", "turns": [{"from", "text"}]})`);
    return [parsed.data];
  });
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

const SPEAKER = /^(customer|kunde|user|me|agent|bot|representative)\s*:\s*/i;

/** A line without a speaker is the customer's. */
function plainText(file: string, text: string): PlayedConversation {
  const turns = text.split('\n').flatMap((line): PlayedTurn[] => {
    const words = line.trim();
    if (words === '') return [];
    const speaker = SPEAKER.exec(words)?.[1]?.toLowerCase();
    const from =
      speaker === 'agent' || speaker === 'bot' || speaker === 'representative' ? 'agent' : 'customer';
    return [{ from, text: words.replace(SPEAKER, '') }];
  });
  return { id: file, turns };
}
