/** Where the articles are that the settings name, and how they are read. */
import { resolve } from 'node:path';
import { readFolder } from '../adapters/knowledge/folder';
import { readAddress } from '../adapters/knowledge/http';
import type { SettingsSource } from '../agent/context';
import type { Knowledge } from '../cases/resolution/knowledge';
import { createKnowledge, type KnowledgeParts } from '../prediction/knowledge';

export interface KnowledgePlace extends Pick<KnowledgeParts, 'log'> {
  readonly settings: SettingsSource;
  /** Where a relative folder begins. */
  readonly dataDir: string;
}

export function knowledgeOf({ settings, dataDir, log }: KnowledgePlace): Knowledge {
  return createKnowledge({
    settings: async () => (await settings.current()).settings.resolution.knowledge,
    read: (where) => (where.kind === 'http' ? readAddress(where) : readFolder(resolve(dataDir, where.path))),
    nowMs: Date.now,
    log,
  });
}
