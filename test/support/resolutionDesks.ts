/** One customer and one representative on each kind of channel: what is said, and what is heard of it. */
import { strict as assert } from 'node:assert';
import type { Case } from '../../cases/case';
import type { CardContent } from '../../cases/cardContent';
import type { Draft } from '../../cases/drafts/draft';
import { openDrafts } from '../../cases/drafts/drafts';
import type { SettingsInput } from '../../cases/settings';
import { aMail, aMailWorld, mailSettings, type MailWorld } from './mailWorld';
import { aWorld, quickSettings, SCRIPT, ScriptedPredictor, type Script, type World } from './world';

export const RESOLUTION_SCRIPT: readonly Script[] = [
  ...SCRIPT,
  { field: 'intent', pattern: /\bmoney back\b|Geld zurück/, value: 'refund' },
  { field: 'intent', pattern: /\bdescal|\bentkalk/i, value: 'descale' },
  { field: 'intent', pattern: /\bleaks water\b/, value: 'leak' },
  { field: 'orderNumber', pattern: /\b\d{5}\b/ },
  { field: 'reason', pattern: /because .*/ },
];

export interface Desk {
  readonly world: World;
  /** The customer says something; what they hear of it, a line each, without that the case was opened. */
  say(text: string): Promise<string[]>;
  theCase(): Promise<Case>;
  /** The representative sends the newest open draft; what the customer hears. */
  send(): Promise<string[]>;
  drafts(): Promise<readonly Draft[]>;
  /** The cards that the representative was sent. */
  cards<K extends CardContent['kind']>(kind: K): Extract<CardContent, { kind: K }>[];
  stop(): Promise<void>;
}

export const CHANNELS = ['emulator', 'msteams', 'email'] as const;
export type DeskChannel = (typeof CHANNELS)[number];

type Over = Partial<SettingsInput>;

/** The customer has opened a case with the first words; where the channel proves who they are, without saying it. */
export async function aDesk(channel: DeskChannel, resolution: SettingsInput['resolution'], over: Over = {}) {
  const settings: Over = { resolution, updates: { rules: [] }, ...over };
  return channel === 'email' ? mailDesk(settings) : chatDesk(channel, settings);
}

abstract class AnyDesk implements Desk {
  protected constructor(
    readonly world: World,
    private readonly representative: string,
  ) {}

  abstract say(text: string): Promise<string[]>;
  abstract theCase(): Promise<Case>;
  protected abstract heard(): string[];

  async send(): Promise<string[]> {
    const theCase = await this.theCase();
    const draft = openDrafts(theCase).at(-1);
    assert.ok(draft, 'there is a draft to send');
    const { id: draftId, revision, basedOn: seen } = draft;
    await this.world.click(this.representative, {
      verb: 'send-draft',
      caseId: theCase._id,
      ...{ draftId, revision, seen },
    });
    return this.heard();
  }

  async drafts(): Promise<readonly Draft[]> {
    return (await this.theCase()).drafts ?? [];
  }

  cards<K extends CardContent['kind']>(kind: K): Extract<CardContent, { kind: K }>[] {
    return this.world.cards(this.representative, kind);
  }

  stop(): Promise<void> {
    return this.world.stop();
  }
}

const isNews = (line: string): boolean => !/have opened case|Fall CAS-\S+ eröffnet/.test(line);

class ChatDesk extends AnyDesk {
  private heardUpTo = 0;

  constructor(
    world: World,
    representative: string,
    private readonly channel: string,
  ) {
    super(world, representative);
  }

  async say(text: string): Promise<string[]> {
    await this.world.receive('c1', { channel: this.channel, text });
    await this.world.quiet();
    return this.heard();
  }

  protected heard(): string[] {
    const all = this.world.channel.sent.filter(
      ({ conversationId }) => conversationId === `${this.channel}:c1`,
    );
    const fresh = all.slice(this.heardUpTo);
    this.heardUpTo = all.length;
    return fresh.flatMap(({ content }) => (content.kind === 'text' ? [content.text] : [])).filter(isNews);
  }

  async theCase(): Promise<Case> {
    const conversation = await this.world.store.get('conversations', `${this.channel}:c1`);
    const found = await this.world.store.get('cases', conversation?.caseId ?? '');
    assert.ok(found, 'there is a case');
    return found;
  }
}

async function chatDesk(channel: 'emulator' | 'msteams', over: Over): Promise<Desk> {
  const predictor = new ScriptedPredictor(RESOLUTION_SCRIPT);
  const world = await aWorld({ settings: quickSettings(over), predictor });
  return new ChatDesk(world, await world.representative('rita'), channel);
}

class MailDesk extends AnyDesk {
  private mailed = 0;
  private heardUpTo = 0;

  constructor(
    private readonly mails: MailWorld,
    representative: string,
  ) {
    super(mails.world, representative);
  }

  async say(text: string): Promise<string[]> {
    this.mailed += 1;
    const first = this.mailed === 1;
    const thread = first ? [] : ['m1@customers.test'];
    const mail = aMail({
      messageId: `m${this.mailed}@customers.test`,
      subject: first ? 'Grinder' : 'Re: Grinder',
      text,
      inReplyTo: thread,
      references: thread,
    });
    await this.mails.mail(mail);
    return this.heard();
  }

  protected heard(): string[] {
    const fresh = this.mails.sent.slice(this.heardUpTo);
    this.heardUpTo = this.mails.sent.length;
    return fresh.map(({ text }) => text ?? '').filter(isNews);
  }

  theCase(): Promise<Case> {
    return this.mails.caseWith('m1@customers.test');
  }
}

async function mailDesk(over: Over): Promise<Desk> {
  const predictor = new ScriptedPredictor(RESOLUTION_SCRIPT);
  const mails = await aMailWorld({ settings: mailSettings(over), predictor });
  return new MailDesk(mails, await mails.world.representative('rita'));
}
