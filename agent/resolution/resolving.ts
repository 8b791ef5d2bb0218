/** Resolving a case turn by turn: what a customer's turn says to it, and what its move makes of the case. */
import type { ActiveCase, Case } from '../../cases/case';
import type { Conversation } from '../../cases/conversation/conversation';
import { attributeNames, INTENT_FIELD } from '../../cases/resolution/intents';
import type { Passage } from '../../cases/resolution/knowledge';
import { customerName } from '../../cases/live/live';
import type { MoveDraft } from '../../cases/moves';
import { intentOf, nextStep, valuesHeard, wasSaid } from '../../cases/resolution/resolving';
import { isOver } from '../../cases/resolution/state';
import { applyResolving, type ResolvingMove } from '../../cases/resolution/move';
import { levelOf } from '../../cases/resolution/write';
import type { Settings } from '../../cases/settings';
import { documentOf, refused } from '../../cases/store';
import { texts } from '../../cases/texts';
import { isAutomatic, turnId } from '../../cases/conversation/turns';
import { agentPerson, type AgentContext } from '../context';
import type { Spoken } from '../customerWords';
import type { LivePart } from '../live/part';
import type { Speaking } from '../speaking';
import { shownTo } from '../shownTo';

/** What there is to say something about, and what is said and asked of it beside the case. */
export interface HearingTurn extends Speaking {
  readonly live: LivePart;
  readonly said: Spoken;
}

/** The move of a customer's turn; none where resolving has nothing to do with it. */
export function resolvingMoves(hearing: HearingTurn): MoveDraft[] {
  const { case: theCase, conversation, settings, turns, moment, opened } = hearing;
  if (settings.resolution.intents.length === 0 || theCase?.status !== 'active') return [];
  if (conversation.channel === 'voice' || isOver(theCase.resolving)) return [];
  const stopped = personThere(hearing);
  if (stopped) return theCase.resolving ? [moveOf(hearing, theCase, stopped)] : [];
  const spoken = turns.some(
    (turn) => turn.from === 'customer' && !isAutomatic(turn) && turn.repeats === undefined,
  );
  const begins = moment === 'open' && opened !== undefined;
  if (!begins && (moment !== 'turn' || !spoken)) return [];
  return isWorthIt(hearing, theCase) ? [moveOf(hearing, theCase)] : [];
}

/** A representative has the customer, or has written to them; or the customer waits for one. */
function personThere({ conversation, turns, live }: HearingTurn): ResolvingMove['stopped'] {
  const colleague = turns.find(({ from }) => from === 'representative');
  if (colleague) return { by: colleague.by };
  const { takenBy, waiting } = { ...conversation, ...live.set };
  if (takenBy) return { by: takenBy };
  return waiting ? {} : undefined;
}

/** One question at a time; where nobody is asked, a turn that changes nothing shows nothing new. */
function isWorthIt(hearing: HearingTurn, theCase: ActiveCase): boolean {
  const { conversation, decided, opened, settings, said } = hearing;
  const { resolution } = settings;
  const level = levelOf(theCase, intentOf(theCase, resolution), resolution);
  return level === 'disabled'
    ? opened !== undefined || decided.change !== undefined
    : !(said.asks ?? conversation.stack !== null);
}

function moveOf(hearing: HearingTurn, theCase: ActiveCase, stopped?: ResolvingMove['stopped']): MoveDraft {
  const { conversation, turns, language, said } = hearing;
  const { asked, skipped } = { ...conversation, ...said.set };
  const unanswered = [...new Set([...Object.keys(asked), ...skipped])];
  const own = turns.filter(({ from }) => from === 'customer').at(-1);
  return {
    kind: 'resolving',
    caseId: theCase._id,
    heard: { said: wasSaid(theCase, conversation), answer: said.answer, unanswered },
    basedOn: own?.seq ?? conversation.lastCustomerSeq,
    language: texts(language ?? conversation.locale).language,
    customerName: customerName(conversation),
    replyTo: own?.activityId,
    quote:
      own && own.text !== ''
        ? { turn: turnId(conversation._id, own.seq), start: 0, end: own.text.length }
        : undefined,
    stopped,
  };
}

const TRIES_MAX = 3; // the intent may be another one by the time that its article is found
const MERGES_FOLLOWED_MAX = 20; // each leads to an older case
const OTHER_INTENT = 'other-intent';

export async function resolveOn(
  context: AgentContext,
  conversation: Conversation,
  move: ResolvingMove,
): Promise<void> {
  const { settings } = await context.settings.current();
  const tell = await shownTo(context, move);
  const agent = agentPerson(settings);
  let caseId = move.caseId;
  for (let tries = 0, merges = 0; tries < TRIES_MAX && merges < MERGES_FOLLOWED_MAX;) {
    const found = await passageFor(context, caseId, move, settings);
    const at = context.clock();
    const applying = { conversationId: conversation._id, settings, agent, at, tell, found };
    const last = tries + 1 === TRIES_MAX;
    const result = await context.store.update('cases', caseId, (fresh) =>
      !last && proposes(fresh, move, settings)?.name !== found?.intent
        ? refused(OTHER_INTENT)
        : applyResolving(fresh, move, applying),
    );
    const theCase = documentOf(result);
    if (result.is === 'refused') tries += 1;
    else if (theCase?.status !== 'merged') return;
    else {
      merges += 1;
      caseId = theCase.mergedInto;
    }
  }
}

/** The intent whose solution is to be proposed now, from an article. */
function proposes(theCase: Case, { heard }: ResolvingMove, { resolution }: Settings) {
  if (theCase.status !== 'active') return undefined;
  const step = nextStep(theCase, heard, resolution);
  if (step.is !== 'propose') return undefined;
  const { customAgent, solution } = step.intent;
  return solution || customAgent !== undefined ? undefined : step.intent;
}

/** Found before the write, which must be pure. */
async function passageFor(
  context: AgentContext,
  caseId: string,
  move: ResolvingMove,
  settings: Settings,
): Promise<{ intent: string; passage?: Passage } | undefined> {
  const theCase = await context.store.get('cases', caseId);
  const intent = theCase && proposes(theCase, move, settings);
  if (theCase?.status !== 'active' || !intent) return undefined;
  const values = valuesHeard(theCase);
  const wanted = [...settings.creation.defaultFields, ...attributeNames(intent)];
  const said = wanted.flatMap((name) => (name === INTENT_FIELD ? [] : (values[name]?.label ?? [])));
  const words = [intent.label, intent.description, theCase.title, ...said].join('\n');
  const passage = await context.knowledge?.passage({
    words,
    articles: intent.articles,
    language: move.language,
  });
  return { intent: intent.name, passage };
}
