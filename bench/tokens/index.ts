/** What a conversation's fifth and fiftieth turn cost in input tokens: twenty fields, a scripted model that answers each turn. */
import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import { createModelPredictor, type ModelPolicy } from '../../prediction/fallback';
import { createLocalPredictor } from '../../prediction';
import { createOpenAIPredictor } from '../../prediction/openai';
import type { PredictorTurn } from '../../cases/deciding/prediction';
import { given, ModelServer, type ModelCall, type Reply } from '../../test/support/modelServer';
import { Talk } from '../../test/support/modelServerPredictors';
import { FIELDS, lineAt, type Line } from './conversation';

const TURNS = 60;

/** Of the request as it is sent: messages and schema, and the messages alone. */
interface Counted {
  readonly whole: number;
  readonly messages: number;
}

export async function benchTokens(): Promise<Record<string, number>> {
  const server = await new ModelServer().start();
  try {
    const counted = await converse(server);
    const at = (turn: number): Counted => counted[turn - 1] ?? { whole: NaN, messages: NaN };
    const tail = counted.slice(TURNS - 20).map(({ whole }) => whole);
    return {
      'inputTokens.turn5': at(5).whole,
      'inputTokens.turn50': at(50).whole,
      ratio: at(50).whole / at(5).whole,
      'messageTokens.turn5': at(5).messages,
      'messageTokens.turn50': at(50).messages,
      messageRatio: at(50).messages / at(5).messages,
      'inputTokens.most41to60': Math.max(...tail),
      'transcriptTokens.turn50': transcriptTokens(50),
    };
  } finally {
    await server.stop();
  }
}

async function converse(server: ModelServer): Promise<Counted[]> {
  const endpoint = { kind: 'openai' as const, baseUrl: server.url, model: 'gpt-4o-mini' };
  // As with OpenAI's own service: the fields are described in the schema only.
  const model = createOpenAIPredictor({ endpoint, described: false });
  const local = createLocalPredictor();
  const clock = () => new Date().toISOString();
  const talk = new Talk(createModelPredictor({ model, local, policy: ALWAYS, clock }), FIELDS);
  const counted: Counted[] = [];
  for (let turn = 0; turn < TURNS; turn++) {
    const line = lineAt(turn);
    server.reset((call) => replyTo(call, line));
    const asks: Partial<PredictorTurn> = { asks: line.asks };
    await talk.say([asks, `> ${line.desk}`], line.customer);
    counted.push(countOf(server.last));
  }
  return counted;
}

const ALWAYS: ModelPolicy = {
  permission: () => Promise.resolve('yes'),
  spend: ({ input, output }) => Promise.resolve({ inputTokens: input, outputTokens: output, costMicros: 0 }),
};

/** The model finds what the line holds. */
function replyTo(call: ModelCall, { value }: Line): Reply {
  const turn = call.shown.new.find(({ from }) => from === 'customer')?.turn ?? 0;
  if (!value) return { fields: {} };
  return { fields: { [value.field.replace('.', '_')]: given(value.is, turn, value.words) } };
}

function countOf({ body }: ModelCall): Counted {
  const messages = body.messages.reduce((sum, { content }) => sum + countTokens(content), 0);
  return { whole: messages + countTokens(JSON.stringify(body.response_format)), messages };
}

/** What sending the whole transcript would add by then. */
function transcriptTokens(turns: number): number {
  const lines = Array.from({ length: turns }, (_, turn) => lineAt(turn));
  return countTokens(lines.map(({ desk, customer }) => `${desk}\n${customer}`).join('\n'));
}
