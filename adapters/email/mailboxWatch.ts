/** One mailbox: its folders, and its Sent folder where that is named. */
import type { MailboxSettings } from '../../cases/mail/mailboxSettings';
import { FolderWatch, type FolderHealth, type WatchParts } from './folderWatch';

export class MailboxWatch {
  private readonly folders: readonly FolderWatch[];

  constructor(
    readonly mailbox: MailboxSettings,
    parts: WatchParts,
  ) {
    const { folders, sentFolder } = mailbox;
    this.folders = [
      ...folders.map((folder) => new FolderWatch(mailbox, folder, false, parts)),
      ...(sentFolder === undefined ? [] : [new FolderWatch(mailbox, sentFolder, true, parts)]),
    ];
  }

  start(): void {
    for (const folder of this.folders) folder.start();
  }

  async stop(): Promise<void> {
    await Promise.all(this.folders.map((folder) => folder.stop()));
  }

  get health(): readonly FolderHealth[] {
    return this.folders.map(({ health }) => health);
  }
}
