/**
 * The id of a document. Types can be wrong about what came over the wire: an object would be a condition to MongoDB,
 * and libsql ends the process on a value that it cannot bind.
 * @throws TypeError where it is no text, or an empty one.
 */
export function requireId(id: unknown): string {
  if (typeof id !== 'string' || id === '')
    throw new TypeError('the id of a document is a text that is not empty');
  return id;
}
