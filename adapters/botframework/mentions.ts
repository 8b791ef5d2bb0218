/**
 * Mentions: whether a message is for the bot, and its words without the bot's name.
 * https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/channel-and-group-conversations
 */
import type { IncomingActivity } from './activity';

const TAG = /<at\b[^>]*>([\s\S]*?)<\/at>/gi;

export interface Mentioned {
  /** The bot was mentioned. */
  readonly bot: boolean;
  /** The words without the mention of the bot; other people's names stay. */
  readonly text: string;
}

/** Clients keep the tags or strip them, and keep the entities or strip them: either one tells. */
export function readMentions({ text, entities, recipient }: IncomingActivity): Mentioned {
  const ofBot = (entities ?? []).filter(({ mentioned }) => mentioned?.id === recipient.id);
  const names = [recipient.name, ...ofBot.map((one) => one.mentioned?.name ?? plain(one.text ?? ''))]
    .filter((name) => name !== undefined)
    .map(folded)
    .filter((name) => name !== '');
  const isBot = (name: string): boolean => names.includes(folded(plain(name)));
  const said = text ?? '';
  const tagged = [...said.matchAll(TAG)].some(([, name = '']) => isBot(name));
  const words = said.replace(TAG, (_tag, name: string) => (isBot(name) ? '' : plain(name)));
  const bot = tagged || ofBot.length > 0;
  if (!bot) return { bot, text: tidy(words) };
  // "Agent, cases" and "Agent: cases".
  return { bot, text: tidy(tagged ? words : withoutName(words, names)).replace(/^[,:;]\s*/, '') };
}

/** The tags were stripped, and the name stands at the beginning as text. */
function withoutName(words: string, names: readonly string[]): string {
  const start = words.replace(/^[\s\u00a0@]+/, '');
  const found = names.find((name) => {
    const next = start.charAt(name.length);
    return folded(start.slice(0, name.length)) === name && !/[\p{L}\p{N}]/u.test(next);
  });
  return found === undefined ? words : start.slice(found.length);
}

const plain = (tagged: string): string => tagged.replace(/<[^>]*>/g, '');

const folded = (name: string): string => name.trim().toLowerCase();

/** Teams puts no-break spaces beside mentions, as characters and as entities. */
function tidy(words: string): string {
  return words
    .replace(/&nbsp;|\u00a0/g, ' ')
    .replace(/[ \t]{2,}/g, ' ')
    .trim();
}
