/** How many of the pairs in `../shared/data/email-replies` are parted as people parted them, by us and by what npm offers. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import nodeEmailReplyParser from 'node-email-reply-parser';
import { z } from 'zod/v4';
import { splitReply } from '../../adapters/email/reading/reply';
import { dataFolder } from '../accuracy/data';

const pairSchema = z.object({
  source: z.string(),
  file: z.string(),
  raw: z.string(),
  expected: z.string(),
  /** How the pair's own project compares what it gets with what it wants. */
  compare: z.enum(['exact', 'trim', 'ignore-whitespace']),
});

export type ReplyPair = z.infer<typeof pairSchema>;

export function readPairs(): ReplyPair[] {
  const file = join(dataFolder(), 'email-replies', 'pairs.jsonl');
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => pairSchema.parse(JSON.parse(line)));
}

/** By the pair's own comparison; a peer's exact text is trimmed too, since it was not made for that project. */
export function isRight(pair: ReplyPair, got: string): boolean {
  const shaped = {
    exact: (text: string) => text,
    trim: (text: string) => text.trim(),
    'ignore-whitespace': (text: string) => text.replace(/\s+/g, ''),
  }[pair.compare];
  return shaped(got) === shaped(pair.expected);
}

type Split = (text: string) => string;

export async function benchReplies(): Promise<Record<string, number>> {
  const pairs = readPairs();
  const { default: EmailReplyParser } = await import('email-reply-parser');
  const crisp = new EmailReplyParser();
  const right = (split: Split): number => pairs.filter((pair) => isRight(pair, split(pair.raw))).length;
  const peers = {
    'nodeEmailReplyParser.replies.right': right((text) => nodeEmailReplyParser(text, true).trim()),
    'emailReplyParser.replies.right': right((text) => crisp.read(text).getVisibleText().trim()),
  };
  return {
    'replies.right': right((text) => splitReply(text).text),
    'replies.of': pairs.length,
    'peer.replies.right': Math.max(...Object.values(peers)),
    ...peers,
  };
}
