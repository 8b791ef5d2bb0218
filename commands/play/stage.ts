/** Plays a conversation through the real agent on a store of its own, and tells what each turn did. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { quoteOf } from '../../agent/readers';
import { publishedVersion } from '../../agent/sources';
import { compose, type Composed } from '../../bot/compose';
import { createLog } from '../../bot/log';
import type { Case } from '../../cases/case';
import type { Settings } from '../../cases/settings';
import { texts } from '../../cases/texts';
import type { Speaker } from '../../cases/conversation/turns';
import type { FieldEntries, FieldEntry } from '../../cases/values';

export interface ShownValue {
  readonly field: string;
  readonly label: string;
  readonly value: string;
  /** The quoted words. */
  readonly words: readonly string[];
  readonly confidence?: number;
}

/** What one turn brought. */
export interface Shown {
  readonly replies: readonly string[];
  /** Values that are new or changed. */
  readonly values: readonly ShownValue[];
  /** The case that this turn opened. */
  readonly opened?: { readonly number: string; readonly title: string };
  /** The checks of the decision, in words. */
  readonly why: readonly { readonly ok?: boolean; readonly text: string }[];
}

export interface Stage {
  play(turn: { readonly from: Speaker; readonly text: string }): Promise<Shown>;
  /** Ends the conversation as its end would in life. */
  end(): Promise<Shown>;
  theCase(): Promise<Case | undefined>;
  close(): Promise<void>;
}

const CHANNEL = 'play';

export async function createStage(settings: Settings): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), 'play-'));
  const composed = compose({ config: { dataDir: folder, serviceHosts: [] }, log: createLog('error') });
  const replies: string[] = [];
  composed.channels[CHANNEL] = {
    send: (message) => {
      if (message.content.kind === 'text') replies.push(message.content.text);
      return Promise.resolve({ activityId: message.effectId });
    },
  };
  await composed.store.start();
  const hurried = { ...settings, turns: { ...settings.turns, settleMs: 0 } };
  const at = composed.context.clock();
  await composed.store.insert('settings', publishedVersion({ settings: hurried, at, by: 'play' }));
  return new PlayStage(composed, hurried, replies, folder);
}

class PlayStage implements Stage {
  private readonly id = `${CHANNEL}:1`;
  private count = 0;
  private before: FieldEntries = {};
  private hadCase = false;

  constructor(
    private readonly composed: Composed,
    private readonly settings: Settings,
    private readonly replies: string[],
    private readonly folder: string,
  ) {}

  async play({ from, text }: { readonly from: Speaker; readonly text: string }): Promise<Shown> {
    const { agent, context } = this.composed;
    await agent.receive({
      channel: CHANNEL,
      conversation: '1',
      activityId: `turn-${++this.count}`,
      from:
        from === 'customer' ? { id: 'customer', name: 'Customer' } : { id: 'colleague', name: 'Colleague' },
      speaker: from,
      text,
      at: context.clock(),
      reference: { kind: CHANNEL },
    });
    return this.shown();
  }

  async end(): Promise<Shown> {
    await this.composed.agent.endConversation(this.id, { id: 'customer', name: 'Customer' }, 'the-end');
    return this.shown();
  }

  async theCase(): Promise<Case | undefined> {
    const conversation = await this.composed.store.get('conversations', this.id);
    return conversation?.caseId ? this.composed.store.get('cases', conversation.caseId) : undefined;
  }

  async close(): Promise<void> {
    await this.composed.agent.stop();
    await this.composed.store.stop();
    await rm(this.folder, { recursive: true, force: true });
  }

  private async shown(): Promise<Shown> {
    await this.composed.agent.quiet(this.id);
    const conversation = await this.composed.store.get('conversations', this.id);
    const found = await this.theCase();
    const now: FieldEntries = { ...conversation?.drafts, ...found?.fields };
    const values = await this.changes(now);
    const opened = found && !this.hadCase ? { number: found.number, title: found.title } : undefined;
    this.before = now;
    this.hadCase = found !== undefined;
    return { replies: this.replies.splice(0), values, opened, why: await this.why(conversation?.language) };
  }

  private async changes(now: FieldEntries): Promise<ShownValue[]> {
    const names = Object.keys(now).filter((name) => this.before[name]?.value !== now[name]?.value);
    return Promise.all(names.flatMap((name) => (now[name] ? [this.value(name, now[name])] : [])));
  }

  private async value(field: string, entry: FieldEntry): Promise<ShownValue> {
    const words = await Promise.all(
      entry.provenance.quotes.map((quote) => quoteOf(this.composed.context, quote)),
    );
    const label = this.settings.fields.find(({ name }) => name === field)?.label ?? field;
    const said = words.filter((one) => one !== undefined);
    return { field, label, value: entry.label, words: said, confidence: entry.provenance.confidence };
  }

  private async why(language: string | undefined): Promise<Shown['why']> {
    const { items } = await this.composed.store.list('turns', {
      index: 'conversation',
      equals: [this.id],
      order: 'desc',
      limit: 10,
    });
    const decision = items.find((turn) => turn.decision)?.decision;
    const words = texts(language).trace;
    return (decision?.trace ?? []).map(({ ok, key, params }) => ({ ok, text: words[key](params ?? {}) }));
  }
}
