/** Whether and when a case opens: support chats written for the shipped settings, through the real decision. */
import { conditionView } from '../../cases/deciding/conditionView';
import { NOTHING_SAID, type Conversation } from '../../cases/conversation/conversation';
import { decide } from '../../cases/deciding/decide';
import { fieldsToPredict, plan, valuesOf } from '../../cases/deciding/plan';
import type { FieldPredictor, PredictorMemory, PredictorTurn } from '../../cases/deciding/prediction';
import type { Settings } from '../../cases/settings';
import { shippedSettings } from '../../cases/shipped/settings';
import { createLocalPredictor } from '../../prediction';
import type { SupportChat } from './data';
import { share, type Figures } from './figures';

const AT = '2026-01-05T10:00:00Z';
const REGIONS = { en: 'US', de: 'DE' };

export async function openingFigures(chats: readonly SupportChat[]): Promise<Figures> {
  const predictor = createLocalPredictor();
  const opened: (number | null)[] = [];
  for (const chat of chats) opened.push(await openingTurn(chat, predictor));
  return countOpenings(chats, opened);
}

/** Precision and recall over chats; `atTurn`: of those rightly opened, the share opened at just the turn. */
export function countOpenings(
  chats: readonly Pick<SupportChat, 'opensAt'>[],
  opened: readonly (number | null)[],
): Figures {
  const right = chats.filter(({ opensAt }, at) => opensAt !== null && opened[at] !== null);
  const all = opened.filter((turn) => turn !== null).length;
  const wanted = chats.filter(({ opensAt }) => opensAt !== null).length;
  const timely = chats.filter(({ opensAt }, at) => opensAt !== null && opensAt === opened[at]);
  return {
    'opening.precision': share(right.length, all),
    'opening.recall': share(right.length, wanted),
    'opening.atTurn': share(timely.length, right.length),
  };
}

/** The turn at which the agent would open a case; null where it would not. */
export async function openingTurn(chat: SupportChat, predictor: FieldPredictor): Promise<number | null> {
  const settings = settingsFor(chat);
  let memory: PredictorMemory | null = null;
  let conversation = conversationOf(chat);
  let batch: PredictorTurn[] = [];
  for (const [seq, { from, text }] of chat.turns.entries()) {
    batch.push({ id: `${chat.id}/${seq}`, seq, from, text, at: AT });
    if (from !== 'customer') continue;
    const planned = plan(settings, conditionView({ conversation }, conversation.drafts, AT));
    const result = await predictor.predict({
      fields: fieldsToPredict(settings, planned.wanted),
      newTurns: batch,
      known: valuesOf(conversation.drafts),
      memory,
      region: settings.global.region,
      timeZone: settings.global.timeZone,
    });
    memory = result.memory;
    batch = [];
    const candidates = result.predictions.map((one) => ({ ...one, predictor: predictor.name, saidAt: AT }));
    const decided = decide({ settings, conversation, moment: 'turn', plan: planned, candidates, now: AT });
    if (decided.opens) return seq;
    conversation = { ...conversation, drafts: decided.drafts };
  }
  return null;
}

function settingsFor({ language }: SupportChat): Settings {
  return { ...shippedSettings, global: { ...shippedSettings.global, region: REGIONS[language] } };
}

function conversationOf({ id }: SupportChat): Conversation {
  return {
    _id: id,
    version: 1,
    channel: 'directline',
    role: 'customer',
    reference: {},
    status: 'active',
    person: { id, name: 'Customer' },
    startedAt: AT,
    seq: 0,
    lastCustomerSeq: 0,
    ...NOTHING_SAID,
    problem: 1,
  };
}
