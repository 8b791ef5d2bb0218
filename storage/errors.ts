/** What a store says besides `StoreBusy` and `StoreUnavailable`. No content in the messages: they reach logs. */

/** An `after` that no page of this list gave out: the caller's mistake, not the store's. */
export class BadCursor extends RangeError {
  override readonly name = 'BadCursor';
  readonly code = 'bad-cursor';
  readonly retry = false;
  constructor() {
    super('the cursor is not one that this list gave out: start again from the first page');
  }
}

/** What is stored under an id is no document: a damaged disk, or somebody else's hand in the database. */
export class UnreadableDocument extends Error {
  override readonly name = 'UnreadableDocument';
  readonly code = 'unreadable-document';
  readonly retry = false;
  constructor(collection: string, id: string) {
    super(`the document ${id} of ${collection} cannot be read: what is stored there is not JSON`);
  }
}

/** A document that the database takes from nobody: too large, too deep, or not of its form. */
export class DocumentRefused extends Error {
  override readonly name = 'DocumentRefused';
  readonly code = 'document-refused';
  readonly retry = false;
  constructor(collection: string, cause: unknown) {
    super(`the database refused a document of ${collection}`, { cause });
  }
}

/** Another process works in the folder: two would void each other's leases. */
export class FolderInUse extends Error {
  override readonly name = 'FolderInUse';
  readonly code = 'folder-in-use';
  readonly retry = false;
  constructor(folder: string) {
    super(`the folder ${folder} is in use by another running agent: stop it or set DATA_DIR`);
  }
}

/** There is nothing to read in the folder. */
export class NoStore extends Error {
  override readonly name = 'NoStore';
  readonly code = 'no-store';
  readonly retry = false;
  constructor(folder: string) {
    super(`there is no store in ${folder}: set DATA_DIR, or name the folder`);
  }
}

/** A store is there already, and nothing is written over it unasked. */
export class FolderHasData extends Error {
  override readonly name = 'FolderHasData';
  readonly code = 'folder-has-data';
  readonly retry = false;
  constructor(folder: string) {
    super(`${folder} holds a store already: name an empty folder, or put it aside with --force`);
  }
}
