/** A mailbox's document in the store: how far its folders have been read. */
import type { MailboxSettings } from '../../cases/mail/mailboxSettings';
import {
  claimed,
  cursorOf,
  folderOpened,
  givenBack,
  mailboxStateId,
  newMailboxState,
  passOver,
  readUpTo,
  type FolderCursor,
  type MailboxState,
  type OpenedFolder,
  type PassedOver,
  type Reader,
} from '../../cases/mail/mailboxState';
import { documentOf, type Change, type Store } from '../../cases/store';

export class MailboxStates {
  private readonly id: string;

  constructor(
    private readonly store: Pick<Store, 'get' | 'insert' | 'update'>,
    private readonly mailbox: MailboxSettings,
    private readonly clock: () => string,
  ) {
    this.id = mailboxStateId(mailbox);
  }

  /** Where to read on in a folder that was just opened. */
  async opened(folder: OpenedFolder): Promise<FolderCursor> {
    const { oldMail } = this.mailbox;
    const now = this.clock();
    const state = await this.update((found) => folderOpened(found, folder, { oldMail, now }));
    const cursor = cursorOf(state, folder.name);
    if (!cursor) throw new Error('an opened folder has no cursor');
    return cursor;
  }

  async readUpTo(folder: string, place: { uidValidity: string; uid: number }): Promise<void> {
    await this.update((state) => readUpTo(state, folder, place));
  }

  async passOver(mail: Omit<PassedOver, 'at'>): Promise<void> {
    const at = this.clock();
    await this.update((state) => passOver(state, { ...mail, at }));
  }

  /** Whether this process may read the mailbox now. */
  async claim(reader: Reader): Promise<boolean> {
    for (;;) {
      const result = await this.store.update('mailboxes', this.id, (state) => claimed(state, reader));
      if (result.is !== 'missing') return result.is === 'changed';
      await this.store.insert('mailboxes', newMailboxState(this.id));
    }
  }

  async giveBack(holder: string): Promise<void> {
    await this.store.update('mailboxes', this.id, (state) => givenBack(state, holder));
  }

  async passedOver(): Promise<readonly PassedOver[]> {
    return (await this.store.get('mailboxes', this.id))?.passedOver ?? [];
  }

  private async update(change: (state: MailboxState) => Change<MailboxState>): Promise<MailboxState> {
    for (;;) {
      const found = documentOf(await this.store.update('mailboxes', this.id, change));
      if (found) return found;
      await this.store.insert('mailboxes', newMailboxState(this.id));
    }
  }
}
