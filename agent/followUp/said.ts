/** A follow-up takes its place in the order of the conversation: it is said, unless the customer has spoken by now. */
import type { Case } from '../../cases/case';
import type { Reply } from '../../cases/conversation/committing';
import type { Conversation } from '../../cases/conversation/conversation';
import { PLAIN } from '../../cases/drafts/drafting';
import { draftInWords } from '../../cases/drafts/acts';
import type { NewDraft } from '../../cases/drafts/drafts';
import type { FollowUpRequest } from '../../cases/followUp/followingUp';
import type { FollowUpRule } from '../../cases/followUp/settings';
import { addUsage } from '../../cases/deciding/prediction';
import type { Settings } from '../../cases/settings';
import { texts } from '../../cases/texts';
import { agentPerson, type AgentContext } from '../context';
import { customerNameOf } from '../drafts/actions';
import { draftFor } from '../drafts/drafting';
import type { Made } from '../inbox';

interface Saying {
  readonly conversation: Conversation;
  readonly request: FollowUpRequest;
  readonly settings: Settings;
  readonly case: Case;
  readonly rule: FollowUpRule;
  readonly now: string;
}

export async function followUpSaid(
  context: AgentContext,
  conversation: Conversation,
  request: FollowUpRequest,
  settings: Settings,
): Promise<Made> {
  const { caseId, id, n, heard } = request;
  const found = await context.store.get('cases', caseId);
  const rule = settings.followUp.rules.find(({ name, state }) => name === request.rule && state === 'active');
  const move = {
    kind: 'followed-up',
    caseId,
    id,
    rule: request.rule,
    n,
    of: rule?.followUps.length ?? n,
  } as const;
  const stands = conversation.caseId === caseId && conversation.lastCustomerSeq <= heard;
  const made =
    stands && rule && found?.status === 'active'
      ? await draftFor(context, found, {
          kind: 'follow-up',
          conversationId: conversation._id,
          purpose: { rule: rule.name, number: n },
          of: rule.followUps.length,
          template: rule.followUps[n - 1]?.template,
          fields: rule.fields,
        })
      : undefined;
  if (!made || !rule || !found)
    return { replies: [], moves: [{ ...move, said: false }], set: {}, trace: [], keepsSaid: true };
  const now = context.clock();
  const usage = addUsage(conversation.usage, made.usage);
  return {
    replies: [followUpReply(made.draft, { conversation, request, settings, case: found, rule, now })],
    moves: [{ ...move, said: true }],
    set: {
      // Whatever is said next answers it, however long that takes.
      expects: { kind: 'follow-up', caseId, at: now },
      status: 'active',
      stack: null,
      ...(usage ? { usage } : {}),
    },
    trace: [],
    keepsSaid: true,
    // What the customer says while it is being written answers it before it is said.
    heardUpTo: heard,
  };
}

function followUpReply(draft: NewDraft, saying: Saying): Reply {
  const { conversation, request, settings, case: theCase } = saying;
  const isOurs = draft.writtenBy === PLAIN;
  const text = isOurs ? `${draft.text}\n\n${closesLine(saying, draft.language)}` : draft.text;
  const place = { heard: request.heard, customerName: customerNameOf(conversation) };
  const signing = { settings, agentName: agentPerson(settings).name };
  const words = draftInWords(theCase, { ...draft, text }, place, signing);
  const byAi = draft.writtenBy.kind !== 'template' || isOurs;
  const mail = { automatic: true, byAi, subject: words.subject, html: words.html };
  const about = { kind: 'follow-up', id: request.id, n: request.n } as const;
  const said = { kind: 'text', text: words.text, asks: [], about, byAi } as const;
  return { words: conversation.channel === 'email' ? { ...said, mail } : said };
}

const HOUR_MS = 3_600_000;

/** The day on which it is closed, should nobody answer from now on. */
function closesLine({ rule, request, settings, now }: Saying, language: string): string {
  const hours = rule.followUps.slice(request.n - 1).reduce((sum, { waitHours }) => sum + waitHours, 0);
  const ms = Date.parse(now) + hours * HOUR_MS + settings.closure.holdMinutes * 60_000;
  return texts(language).followUp.closes(dayFormat(language, settings.global.timeZone).format(ms));
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Making one takes a thousand times as long as using it. */
function dayFormat(language: string, timeZone: string): Intl.DateTimeFormat {
  const key = `${language}/${timeZone}`;
  const made = formats.get(key) ?? new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone });
  formats.set(key, made);
  return made;
}
