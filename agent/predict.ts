/** Asks the predictor for what is wanted: a value may make a rule's condition true, so it asks in rounds. */
import type { Case } from '../cases/case';
import { conditionView } from '../cases/deciding/conditionView';
import type { Conversation, TurnEntry } from '../cases/conversation/conversation';
import { isSureEnough } from '../cases/resolution/intents';
import { entryOf } from '../cases/deciding/merge';
import type { Candidate } from '../cases/moves';
import { fieldsToPredict, namesToPredict, plan, valuesOf, type Plan } from '../cases/deciding/plan';
import {
  addUsage,
  type ModelUsage,
  type PredictorMemory,
  type PredictorTurn,
} from '../cases/deciding/prediction';
import { withoutQuotedLines } from '../cases/mail/quoted';
import type { Settings } from '../cases/settings';
import { traced, type TraceLine } from '../cases/deciding/trace';
import { isAutomatic, turnId } from '../cases/conversation/turns';
import { isOwned, type FieldEntries } from '../cases/values';
import type { AgentContext } from './context';

const ROUNDS_MAX = 3;
const REBUILD_TURNS_MAX = 200;

export interface Asked {
  readonly conversation: Conversation;
  readonly case?: Case;
  readonly entries: readonly TurnEntry[];
  readonly settings: Settings;
  readonly now: string;
  readonly typed?: FieldEntries;
}

export interface Answered {
  readonly plan: Plan;
  readonly candidates: readonly Candidate[];
  readonly memory: PredictorMemory | null;
  readonly language?: string;
  readonly trace: readonly TraceLine[];
  /** What a model cost, all rounds together. */
  readonly usage?: ModelUsage;
}

export async function predictFields(context: AgentContext, asked: Asked): Promise<Answered> {
  const standing = { ...(asked.case?.fields ?? asked.conversation.drafts), ...asked.typed };
  if (!readsChannel(asked)) {
    const planned = plan(asked.settings, conditionView(asked, standing, asked.now));
    return { plan: planned, candidates: [], memory: null, trace: [traced('channel-fills-nothing', false)] };
  }
  const newTurns = await turnsSinceMemory(context, asked);
  const saidAt = new Map(newTurns.map((turn) => [turn.id, turn.at]));
  const found = new Map<string, Candidate>();
  let memory = asked.conversation.memory;
  let language: string | undefined;
  let usage: ModelUsage | undefined;
  let planned = plan(asked.settings, conditionView(asked, standing, asked.now));
  let fields = fieldsToPredict(asked.settings, namesToPredict(planned));
  const requested = new Set<string>();
  const trace: TraceLine[] = [];
  try {
    for (let round = 0; round < ROUNDS_MAX && fields.length > 0; round++) {
      fields.forEach((field) => requested.add(field.name));
      const values = valuesOf(prospective(standing, found.values(), asked));
      const locale = asked.conversation.language ?? asked.conversation.locale;
      const { region, timeZone } = asked.settings.global;
      const turns = round === 0 ? newTurns : [];
      const result = await context.predictor.predict({
        fields,
        newTurns: turns,
        known: values,
        memory,
        locale,
        region,
        timeZone,
      });
      memory = result.memory;
      language = result.language ?? language;
      trace.push(...(result.trace ?? []));
      usage = addUsage(usage, result.usage);
      for (const one of result.predictions) {
        if (!isSureEnough(one, asked.settings.resolution)) continue;
        found.set(one.field, {
          ...one,
          predictor: one.predictor ?? context.predictor.name,
          saidAt: await saidWhen(context, one.quotes.at(-1)?.turn, saidAt, asked.now),
        });
      }
      planned = plan(
        asked.settings,
        conditionView(asked, prospective(standing, found.values(), asked), asked.now),
      );
      fields = fieldsToPredict(asked.settings, namesToPredict(planned)).filter(
        (field) => !requested.has(field.name),
      );
    }
  } catch (error) {
    context.log.error({ conversationId: asked.conversation._id, err: error }, 'prediction failed');
    // Without a memory the next decision reads what was said again, these turns among it.
    return { plan: planned, candidates: [], memory: null, trace: [traced('predictor-failed', false)], usage };
  }
  return { plan: planned, candidates: [...found.values()], memory, language, trace, usage };
}

/** Rules open cases from mails in any case; what they say is read where email is among the channels. */
function readsChannel({ conversation, settings }: Asked): boolean {
  return conversation.channel !== 'email' || settings.creation.channels.includes('email');
}

/** The values as they will probably stand: what the next round's conditions and predictions see. */
function prospective(standing: FieldEntries, candidates: Iterable<Candidate>, asked: Asked): FieldEntries {
  const values = { ...standing };
  if (asked.case && asked.settings.updates.automation === 'confirm') return values;
  for (const candidate of candidates) {
    const current = values[candidate.field];
    if (!current || !isOwned(current)) values[candidate.field] = entryOf(candidate, asked.now);
  }
  return values;
}

async function turnsSinceMemory(
  context: AgentContext,
  { conversation, entries }: Asked,
): Promise<PredictorTurn[]> {
  const { lastSaid } = conversation;
  const said: PredictorTurn[] = lastSaid
    ? [
        {
          id: turnId(conversation._id, lastSaid.seq),
          seq: lastSaid.seq,
          from: 'agent',
          text: lastSaid.text,
          at: lastSaid.at,
          asks: lastSaid.asks,
        },
      ]
    : [];
  // A burst that the channel delivered out of order is heard as it was said: the last word on a thing is the last said.
  const fresh = [...entries]
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.seq - b.seq))
    .filter((entry) => entry.repeats === undefined && !isAutomatic(entry))
    .map(({ seq, from, text, at }): PredictorTurn => ({
      id: turnId(conversation._id, seq),
      seq,
      from,
      text,
      at,
    }));
  const before =
    conversation.memory === null ? await earlierTurns(context, conversation, [...said, ...fresh]) : [];
  return [...before, ...said, ...fresh].map((turn) => ({ ...turn, text: withoutQuotedLines(turn.text) }));
}

/** A memory that was lost is rebuilt from the transcript. */
async function earlierTurns(
  context: AgentContext,
  conversation: Conversation,
  known: readonly PredictorTurn[],
): Promise<PredictorTurn[]> {
  const first = Math.min(conversation.seq + 1, ...known.map((turn) => turn.seq));
  if (first <= 1) return [];
  const { items } = await context.store.list('turns', {
    index: 'conversation',
    equals: [conversation._id],
    range: { gt: conversation.problemSince ?? 0, lt: first },
    order: 'desc',
    limit: REBUILD_TURNS_MAX,
  });
  return [...items]
    .reverse()
    .filter((turn) => turn.text !== '' && turn.repeats === undefined && !isAutomatic(turn))
    .map(({ _id, seq, from, text, at, asks }) => ({ id: _id, seq, from, text, at, asks }));
}

async function saidWhen(
  context: AgentContext,
  turn: string | undefined,
  known: ReadonlyMap<string, string>,
  now: string,
): Promise<string> {
  if (turn === undefined) return now;
  return known.get(turn) ?? (await context.store.get('turns', turn))?.at ?? now;
}
