/** Fetches mails: what they are first, then as many at once as memory is meant to hold. */
import type { FetchMessageObject, ImapFlow, MessageStructureObject } from 'imapflow';
import type { ListedMail } from '../../cases/mail/mailboxState';
import type { TooLarge } from '../../cases/mail/store';

export interface ListedWithSize extends ListedMail {
  readonly bytes: number;
}

export interface FetchedMail {
  readonly uid: number;
  readonly receivedAt: string;
  readonly raw: Buffer;
  readonly tooLarge?: TooLarge;
}

/** The UIDs above `lastUid`, ascending. */
export async function uidsAbove(client: ImapFlow, lastUid: number): Promise<number[]> {
  // "5:*" is never empty: where nothing is above 5 the server answers with the last mail there is.
  const found = await client.search({ uid: `${lastUid + 1}:*` }, { uid: true });
  return (found || []).filter((uid) => uid > lastUid).sort((a, b) => a - b);
}

/** Ascending; mails that are gone by now are missing. */
export async function listMails(client: ImapFlow, uids: readonly number[]): Promise<ListedWithSize[]> {
  const query = { uid: true, size: true, internalDate: true, flags: true };
  const found = await client.fetchAll(uids.join(','), query, { uid: true });
  const asked = new Set(uids); // a server may tell flags of others meanwhile
  return found
    .filter(({ uid, size }) => asked.has(uid) && size !== undefined)
    .map(({ uid, size = 0, internalDate, flags }) => ({
      uid,
      bytes: size,
      receivedAt: isoTime(internalDate),
      unread: !(flags?.has('\\Seen') ?? false),
    }))
    .sort((a, b) => a.uid - b.uid);
}

const GROUP_BYTES_MAX = 4 * 1024 * 1024; // with one mail of the largest size, what is in memory at once
const GROUP_MAILS_MAX = 25;

/** Parts the mails, in order, into what is fetched by one command. A large mail is a group of its own. */
export function groupsOf<T extends { readonly bytes: number }>(mails: readonly T[]): T[][] {
  const groups: T[][] = [];
  let bytes = 0;
  for (const mail of mails) {
    const last = groups.at(-1);
    if (last && last.length < GROUP_MAILS_MAX && bytes + mail.bytes <= GROUP_BYTES_MAX) {
      last.push(mail);
      bytes += mail.bytes;
    } else {
      groups.push([mail]);
      bytes = mail.bytes;
    }
  }
  return groups;
}

/** As the server has them, ascending; mails that are gone by now are missing. */
export async function fetchMails(
  client: ImapFlow,
  mails: readonly ListedWithSize[],
  bytesMax: number,
): Promise<FetchedMail[]> {
  const small = mails.filter(({ bytes }) => bytes <= bytesMax);
  const fetched: FetchedMail[] = [];
  if (small.length > 0) {
    // One byte more than may be: sizes that servers tell are not always true.
    const source = { start: 0, maxLength: bytesMax + 1 };
    const range = small.map(({ uid }) => uid).join(',');
    for (const { uid, source: raw } of await client.fetchAll(range, { uid: true, source }, { uid: true })) {
      const mail = small.find((one) => one.uid === uid);
      if (!mail || !raw) continue;
      if (raw.length <= bytesMax) fetched.push({ uid, receivedAt: mail.receivedAt, raw });
      else fetched.push(...(await fetchHeader(client, { ...mail, bytes: raw.length }, bytesMax)));
    }
  }
  for (const mail of mails.filter(({ bytes }) => bytes > bytesMax))
    fetched.push(...(await fetchHeader(client, mail, bytesMax)));
  return fetched.sort((a, b) => a.uid - b.uid);
}

async function fetchHeader(
  client: ImapFlow,
  { uid, bytes, receivedAt }: ListedWithSize,
  bytesMax: number,
): Promise<FetchedMail[]> {
  const query = { uid: true, headers: true, bodyStructure: true };
  const found = await client.fetchOne(String(uid), query, { uid: true });
  if (!found || !found.headers) return [];
  const tooLarge = { bytes, bytesMax, parts: partsOf(found) };
  return [{ uid, receivedAt, raw: found.headers, tooLarge }];
}

const PARTS_MAX = 100;

function partsOf({ bodyStructure }: FetchMessageObject): TooLarge['parts'] {
  const parts: TooLarge['parts'][number][] = [];
  const visit = (node: MessageStructureObject): void => {
    if (parts.length >= PARTS_MAX) return;
    for (const child of node.childNodes ?? []) visit(child);
    if (node.childNodes) return;
    const name = node.dispositionParameters?.['filename'] ?? node.parameters?.['name'];
    parts.push({ ...(name === undefined ? {} : { name }), contentType: node.type, bytes: node.size ?? 0 });
  };
  if (bodyStructure) visit(bodyStructure);
  return parts;
}

function isoTime(time: Date | string | undefined): string {
  const date = new Date(time ?? NaN);
  return Number.isNaN(date.getTime()) ? new Date(0).toISOString() : date.toISOString();
}
