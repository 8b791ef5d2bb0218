/** The files of a mail: named, measured, judged by the policy. */
import { createHash } from 'node:crypto';
import { extname } from 'node:path';
import type { MailAttachment } from '../../../cases/mail/mail';
import { contentTypeOf } from './contentType';
import { distinctName, safeFileName } from './fileName';
import type { AttachmentPolicy } from './options';

export interface FilePart {
  readonly content: Buffer;
  readonly contentType: string;
  readonly filename?: string;
  /** Without angle brackets. */
  readonly cid?: string;
  /** It stands in multipart/related, with the HTML that shows it. */
  readonly related: boolean;
  readonly disposition?: string;
}

export interface Files {
  readonly attachments: MailAttachment[];
  /** What is kept, by SHA-256. */
  readonly contents: Map<string, Buffer>;
}

const CONTENT_ID_CHARS_MAX = 200;
/** Beyond these a mail's files are not even listed: somebody plays. */
const LISTED_MAX = 100;

/** `html` tells which images are shown within it. */
export function filesOf(parts: readonly FilePart[], html: string, policy: AttachmentPolicy): Files {
  const files: Files = { attachments: [], contents: new Map() };
  const names = new Set<string>();
  let bytes = 0;
  for (const [i, part] of parts.slice(0, LISTED_MAX).entries()) {
    const contentType = contentTypeOf(part.contentType, part.content);
    const name = distinctName(safeFileName(part.filename, contentType, i + 1), names);
    const refused = refusal(part, name, contentType, policy, files.contents.size, bytes);
    const sha256 = createHash('sha256').update(part.content).digest('hex');
    if (refused === undefined) {
      if (!files.contents.has(sha256)) bytes += part.content.length;
      files.contents.set(sha256, part.content);
    }
    const contentId = contentIdOf(part);
    const shown = contentId !== undefined && (html.includes(`cid:${contentId}`) || part.related);
    files.attachments.push({
      name,
      contentType,
      bytes: part.content.length,
      sha256,
      inline: contentType.startsWith('image/') && shown,
      ...(contentId !== undefined && { contentId }),
      ...(refused !== undefined && { refused }),
    });
  }
  return files;
}

function contentIdOf({ cid }: FilePart): string | undefined {
  const bare = cid?.replace(/[\s<>"'\\]/g, '').slice(0, CONTENT_ID_CHARS_MAX);
  return bare === '' ? undefined : bare;
}

function refusal(
  { content, contentType: declared }: FilePart,
  name: string,
  contentType: string,
  policy: AttachmentPolicy,
  count: number,
  bytes: number,
): MailAttachment['refused'] {
  const is = (pattern: string): boolean =>
    [contentType, declared.toLowerCase()].some((type) => matches(pattern, type, name));
  if (policy.deny.some(is)) return 'type-not-allowed';
  const allowed = (pattern: string): boolean => matches(pattern, contentType, name);
  if (policy.allow !== undefined && policy.allow.length > 0 && !policy.allow.some(allowed))
    return 'type-not-allowed';
  if (content.length > policy.bytesMax || bytes + content.length > policy.totalBytesMax) return 'too-large';
  return count >= policy.countMax ? 'too-many' : undefined;
}

/** ".pdf", "image/*" or "application/pdf". */
function matches(pattern: string, contentType: string, name: string): boolean {
  const wanted = pattern.trim().toLowerCase();
  if (wanted.startsWith('.')) return extname(name).toLowerCase() === wanted;
  return wanted.endsWith('/*') ? contentType.startsWith(wanted.slice(0, -1)) : contentType === wanted;
}
