/** Reading mails: how well a reply is parted from what it quotes, and how many mails a second become cases. */
import { benchReplies } from './replies';
import { benchThroughput } from './throughput';

export async function benchEmail(): Promise<Record<string, number>> {
  return { ...(await benchReplies()), ...(await benchThroughput()) };
}
