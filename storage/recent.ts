/** Documents as last read or written: a fine start for an update, since the version tells whether it still holds. */
export class Recent<T> {
  private readonly documents = new Map<string, T>();

  constructor(private readonly max: number) {}

  /** Takes the document out: whoever updates it puts the result back. */
  take(key: string): T | undefined {
    const found = this.documents.get(key);
    this.documents.delete(key);
    return found;
  }

  /** The one that was put least recently makes room. */
  put(key: string, document: T): void {
    this.documents.delete(key);
    this.documents.set(key, document);
    if (this.documents.size <= this.max) return;
    const [oldest] = this.documents.keys();
    if (oldest !== undefined) this.documents.delete(oldest);
  }
}
