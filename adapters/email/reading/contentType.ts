/** What a file is by its first bytes, where they tell; the sender's own word is taken only where they do not gainsay it. */

const SIGNATURES: readonly { readonly type: string; readonly bytes: string; readonly at?: number }[] = [
  { type: 'application/pdf', bytes: '25504446' },
  { type: 'image/png', bytes: '89504e470d0a1a0a' },
  { type: 'image/jpeg', bytes: 'ffd8ff' },
  { type: 'image/gif', bytes: '474946383761' },
  { type: 'image/gif', bytes: '474946383961' },
  { type: 'image/webp', bytes: '57454250', at: 8 },
  { type: 'image/bmp', bytes: '424d' },
  { type: 'application/zip', bytes: '504b0304' },
  { type: 'application/x-rar', bytes: '526172211a07' },
  { type: 'application/x-7z-compressed', bytes: '377abcaf271c' },
  { type: 'application/gzip', bytes: '1f8b08' },
  { type: 'application/x-msdownload', bytes: '4d5a' },
  { type: 'application/x-executable', bytes: '7f454c46' },
  { type: 'application/x-executable', bytes: 'cffaedfe' },
  { type: 'application/x-executable', bytes: 'feedfacf' },
  { type: 'application/x-ole-storage', bytes: 'd0cf11e0a1b11ae1' },
];

/** Containers of other formats: the declared one is more precise. */
const CONTAINERS = new Set(['application/zip', 'application/x-ole-storage', 'application/gzip']);
const DECLARED = /^[a-z0-9][a-z0-9!#$&^_.+-]{0,60}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,80}$/;

export function contentTypeOf(declared: string, content: Buffer): string {
  const stated = declared.trim().toLowerCase();
  const said = DECLARED.test(stated) ? stated : 'application/octet-stream';
  const seen = sniffed(content);
  if (seen === undefined)
    return /^image\/(?:png|jpeg|gif|webp)$/.test(said) ? 'application/octet-stream' : said;
  if (CONTAINERS.has(seen))
    return /^(?:image|text|audio|video)\//.test(said) ||
      said === 'application/octet-stream' ||
      said === 'application/pdf'
      ? seen
      : said;
  // Text may begin with two letters of a program or a bitmap.
  if ((seen === 'image/bmp' || seen === 'application/x-msdownload') && isText(content)) return said;
  return seen;
}

function sniffed(content: Buffer): string | undefined {
  const head = content.subarray(0, 16).toString('hex');
  return SIGNATURES.find(({ bytes, at = 0 }) => head.startsWith(bytes, at * 2))?.type;
}

function isText(content: Buffer): boolean {
  return !content.subarray(0, 512).includes(0);
}
