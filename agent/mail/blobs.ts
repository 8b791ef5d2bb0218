/** Bytes in the store, by their sha256: written in pieces, the first one last. */
import { createHash } from 'node:crypto';
import { BLOB_CHUNK_BYTES, blobChunkId } from '../../cases/blob';
import type { Store } from '../../cases/store';

/** Durable when it resolves; the same bytes again cost one read. */
export async function saveBlob(store: Store, content: Uint8Array): Promise<string> {
  const sha256 = createHash('sha256').update(content).digest('hex');
  const count = Math.max(1, Math.ceil(content.length / BLOB_CHUNK_BYTES));
  if (count > 1 && (await store.get('blobs', blobChunkId(sha256, 0)))) return sha256;
  for (let index = count - 1; index >= 0; index--) {
    const piece = content.subarray(index * BLOB_CHUNK_BYTES, (index + 1) * BLOB_CHUNK_BYTES);
    const data = Buffer.from(piece.buffer, piece.byteOffset, piece.length).toString('base64');
    await store.insert('blobs', { _id: blobChunkId(sha256, index), version: 1, index, count, data });
  }
  return sha256;
}

/** The bytes; nothing where they are not (or no longer) there. */
export async function readBlob(store: Store, sha256: string): Promise<Buffer | undefined> {
  const first = await store.get('blobs', blobChunkId(sha256, 0));
  if (!first) return undefined;
  const pieces = [Buffer.from(first.data, 'base64')];
  for (let index = 1; index < first.count; index++) {
    const next = await store.get('blobs', blobChunkId(sha256, index));
    if (!next) return undefined;
    pieces.push(Buffer.from(next.data, 'base64'));
  }
  return Buffer.concat(pieces);
}
