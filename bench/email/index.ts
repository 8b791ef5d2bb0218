/** Reading mails: how well a reply is parted from what it quotes. */
import { benchReplies } from './replies';

export async function benchEmail(): Promise<Record<string, number>> {
  return await benchReplies();
}
