/** Bytes in the store, in pieces below every store's limit for one document (MongoDB: 16 MiB); known by their sha256. */
import type { Document } from './document';

/** A piece as base64, at `blobChunkId(sha256, index)`. The first one is written last: where it is, all are. */
export interface BlobChunk extends Document {
  readonly index: number;
  readonly count: number;
  readonly data: string;
}

export const BLOB_CHUNK_BYTES = 1_500_000; // 2 MB as base64: memory stays flat while a large one is written

export function blobChunkId(sha256: string, index: number): string {
  return `${sha256}/${index}`;
}
