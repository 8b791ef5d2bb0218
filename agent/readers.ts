/** Reading what happened: documents, and what still lies in an inbox, an `out` or a `pending`. */
import type { AuditEntry } from '../cases/audit';
import type { Case } from '../cases/case';
import type { TimelineEntry } from '../cases/cardContent';
import type { Conversation } from '../cases/conversation/conversation';
import { resolvedFields, type Settings } from '../cases/settings';
import { LIST_MAX, type StoreReader } from '../cases/store';
import type { Texts } from '../cases/texts';
import { customAgentTexts } from '../cases/texts/customAgents';
import { cardTexts } from '../cases/texts/cards';
import { resolutionTexts } from '../cases/texts/resolution';
import type { Transcript } from '../cases/conversation/receiving';
import type { Decision, Turn } from '../cases/conversation/turns';
import type { Quote } from '../cases/values';
import { moment } from './followUp/cards';
import { turnOf } from './inbox';

interface Reads {
  readonly store: StoreReader;
}

export function transcriptOf(context: Reads): Transcript {
  return {
    exists: async (conversationId) =>
      (await context.store.get('conversations', conversationId)) !== undefined,
    after: async (conversationId, after, limit) => {
      const conversation = await context.store.get('conversations', conversationId);
      return conversation ? turnsAfter(context, conversation, after, limit) : [];
    },
  };
}

/** The conversation was read before its turns: one that left the inbox meanwhile is among the turns. */
async function turnsAfter(
  context: Reads,
  conversation: Conversation,
  after: number,
  limit: number,
): Promise<Turn[]> {
  const { items } = await context.store.list('turns', {
    index: 'conversation',
    equals: [conversation._id],
    range: { gt: after },
    limit,
  });
  const stored = new Set(items.map((turn) => turn.seq));
  const waiting = conversation.inbox
    .filter((entry) => entry.seq > after && !stored.has(entry.seq))
    .map((entry) => turnOf(conversation, entry));
  const unsent = conversation.out.filter((entry) => !stored.has(entry.seq)).map((entry) => entry.seq);
  const gap = Math.min(Infinity, ...unsent);
  return (
    [...items, ...waiting]
      // What was committed after the conversation was read may have unsent replies before it: the next reading has it.
      .filter((turn) => turn.seq < gap && turn.seq <= conversation.seq)
      .sort((a, b) => a.seq - b.seq)
      .slice(0, limit)
  );
}

/** The quoted words; nothing where the turn is gone (deleted on the customer's wish). */
export async function quoteOf(context: Reads, quote: Quote): Promise<string | undefined> {
  const turn = await context.store.get('turns', quote.turn);
  if (turn) return turn.text.slice(quote.start, quote.end);
  const at = quote.turn.lastIndexOf('/');
  const conversation = await context.store.get('conversations', quote.turn.slice(0, at));
  const seq = Number(quote.turn.slice(at + 1));
  const entry = conversation?.inbox.find((one) => one.kind === 'turn' && one.seq === seq);
  return entry?.kind === 'turn' ? entry.text.slice(quote.start, quote.end) : undefined;
}

/** The audit of a case, oldest first, with what is still pending. */
export async function auditOf(context: Reads, theCase: Case): Promise<AuditEntry[]> {
  const { items } = await context.store.list('audit', {
    index: 'case',
    equals: [theCase._id],
    limit: LIST_MAX,
  });
  const written = new Set(items.map((entry) => entry._id));
  const pending = theCase.pending.flatMap((effect) =>
    effect.kind === 'audit' && !written.has(effect.id) ? [effect.entry] : [],
  );
  return [...items, ...pending];
}

const DECISION_SEARCH_TURNS = 20; // a decision stands on its newest turn; what follows are replies

export async function newestDecision(context: Reads, conversationId: string): Promise<Decision | undefined> {
  const { items } = await context.store.list('turns', {
    index: 'conversation',
    equals: [conversationId],
    order: 'desc',
    limit: DECISION_SEARCH_TURNS,
  });
  return items.find((turn) => turn.decision !== undefined)?.decision;
}

export function timelineOf(audit: readonly AuditEntry[], settings: Settings, words: Texts): TimelineEntry[] {
  return audit.map((entry) => ({ at: entry.at, text: timelineText(entry, settings, words) }));
}

const DRAFT_LINES = {
  made: 'draftMade',
  edited: 'draftEdited',
  sent: 'draftSent',
  discarded: 'draftDiscarded',
  returned: 'draftReturned',
} as const;

type ClosureWhat = Extract<AuditEntry['what'], { kind: 'closure' }>;

function closureLine({ state, until, why }: ClosureWhat, by: string, words: Texts['followUp']): string {
  const obstacle = why === undefined ? '' : words.obstacle[why];
  switch (state) {
    case 'held':
      return words.held(until === undefined ? '' : moment(until));
    case 'undone':
      return words.undone(by);
    case 'lifted':
    case 'prevented':
      return words[state](obstacle);
  }
}

function timelineText(
  { what, by, reason }: AuditEntry,
  settings: Settings,
  { timeline, representative, language, followUp }: Texts,
): string {
  const label = (name: string): string => resolvedFields(settings).get(name)?.label ?? name;
  switch (what.kind) {
    case 'opened':
      return timeline.opened({ by: by.name });
    case 'field':
      return timeline.field({
        field: label(what.field),
        from: what.from?.label ?? '',
        to: what.to?.label ?? '',
        by: by.name,
      });
    case 'proposed':
      return timeline.proposed({ field: label(what.field), to: what.to.label });
    case 'unlocked':
      return timeline.unlocked({ field: label(what.field), by: by.name, reason });
    case 'reviewed':
      return timeline.reviewed({
        field: label(what.field),
        state: representative.state[what.state],
        by: by.name,
      });
    case 'undelivered':
      return timeline.undelivered({ to: what.to });
    case 'owner':
      return timeline.owner({ to: what.to?.name ?? '' });
    case 'status':
      return timeline.status({ from: what.from, to: what.to });
    case 'note':
      return timeline.note({ by: by.name, text: what.text });
    case 'closed':
      return timeline.closed({ by: by.name, reason: what.statusReason, resolution: what.resolution });
    case 'reopened':
      return timeline.reopened({ by: by.name });
    case 'follow-up':
      return followUp.sent(what.rule, what.n, what.of);
    case 'closure':
      return closureLine(what, by.name, followUp);
    case 'resolution': {
      const step = resolutionTexts(language).step[what.step];
      return what.intent === undefined ? step : `${what.intent}: ${step}`;
    }
    case 'draft': {
      const draft = cardTexts(language).draft.title[what.draft];
      return timeline[DRAFT_LINES[what.state]]({ draft, by: by.name });
    }
    case 'custom-agent': {
      const { line, said } = customAgentTexts(language);
      return line(what.agent, said[what.answer]);
    }
    case 'joined':
      return timeline.joined({ by: by.name });
    case 'merged':
    case 'split':
    case 'absorbed':
      return timeline[what.kind]({ by: by.name, number: what.number });
  }
}

export async function caseByNumber(context: Reads, number: string): Promise<Case | undefined> {
  const { items } = await context.store.list('cases', {
    index: 'number',
    equals: [number.toUpperCase()],
    limit: 1,
  });
  return items[0];
}
