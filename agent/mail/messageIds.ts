/** Our Message-IDs: made of what they carry out, and signed, so that an answer to one tells itself from a guess. */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

const ID_BYTES = 12; // of the effect's hash
const SIGNATURE_BYTES = 12; // 96 bits: nobody guesses one
const OURS = /^cma\.([0-9a-f]{24})\.([0-9a-f]{24})@/;

export class MessageIds {
  constructor(private readonly secret: () => Promise<Uint8Array>) {}

  /** The same for the same effect, in every process that has the secret. Without angle brackets (RFC 5322, 3.6.4). */
  async make(effectId: string, domain: string): Promise<string> {
    const id = createHash('sha256')
      .update(effectId)
      .digest('hex')
      .slice(0, ID_BYTES * 2);
    return `cma.${id}.${await this.sign(id)}@${domain}`;
  }

  /** Whether we made it: its signature is ours. */
  async isOurs(messageId: string): Promise<boolean> {
    const [, id, signature] = OURS.exec(messageId) ?? [];
    if (id === undefined || signature === undefined) return false;
    return timingSafeEqual(Buffer.from(signature), Buffer.from(await this.sign(id)));
  }

  private async sign(id: string): Promise<string> {
    const mac = createHmac('sha256', await this.secret()).update(`message-id:${id}`);
    return mac.digest('hex').slice(0, SIGNATURE_BYTES * 2);
  }
}
