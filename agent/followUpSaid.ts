/** A follow-up takes its place in the order of the conversation: it is said, unless the customer has spoken by now. */
import type { Case } from '../cases/case';
import type { Reply } from '../cases/committing';
import type { Conversation } from '../cases/conversation';
import type { FollowUpRequest } from '../cases/followingUp';
import type { FollowUpRule } from '../cases/followUpSettings';
import { customerName } from '../cases/live';
import { findTemplate, renderTemplate } from '../cases/mailTemplates';
import { resolvedField, type Settings } from '../cases/settings';
import { texts } from '../cases/texts';
import type { AgentContext } from './context';
import { agentPerson } from './context';
import type { Made } from './inbox';
import { greeted } from './speaking';

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
  const found = await context.store.get('cases', request.caseId);
  const rule = settings.followUp.rules.find(({ name, state }) => name === request.rule && state === 'active');
  const stands =
    found?.status === 'active' &&
    rule !== undefined &&
    conversation.caseId === request.caseId &&
    conversation.lastCustomerSeq <= request.heard;
  const { caseId, id, n } = request;
  const of = rule?.followUps.length ?? n;
  const move = { kind: 'followed-up', caseId, id, rule: request.rule, n, of, said: stands } as const;
  if (!stands) return { replies: [], moves: [move], set: {}, trace: [], keepsSaid: true };
  const saying = { conversation, request, settings, case: found, rule, now: context.clock() };
  const expects = { kind: 'follow-up', caseId, at: saying.now } as const;
  return {
    replies: [followUpReply(saying)],
    moves: [move],
    // Whatever is said next answers it, however long that takes.
    set: { expects, status: 'active', stack: null },
    trace: [],
    keepsSaid: true,
  };
}

function followUpReply(saying: Saying): Reply {
  const { conversation, request, settings, rule } = saying;
  const { language } = texts(conversation.language ?? conversation.locale);
  const message = messageOf(saying, language);
  const named = rule.followUps[request.n - 1]?.template;
  const template = named === undefined ? undefined : findTemplate(settings.templates, named);
  const rendered = template && renderTemplate(template, valuesOf(saying, message), language);
  const mail =
    conversation.channel === 'email'
      ? { automatic: true, byAi: true, subject: rendered?.subject, html: rendered?.html }
      : undefined;
  const about = { kind: 'follow-up', id: request.id, n: request.n } as const;
  const text = rendered?.text ?? message;
  return { words: { kind: 'text', text, asks: [], about, ...(mail ? { mail } : {}) } };
}

function messageOf(saying: Saying, language: string): string {
  const { case: theCase, rule, settings, request } = saying;
  const fields = rule.fields.flatMap((name) => {
    const entry = theCase.fields[name];
    return entry ? [`${resolvedField(settings, name)?.label ?? name}: ${entry.label}`] : [];
  });
  const { number, title } = theCase;
  const of = rule.followUps.length;
  const closes = closesOn(saying, language);
  return texts(language).followUp.asks({
    name: nameOf(saying),
    number,
    title,
    n: request.n,
    of,
    fields,
    closes,
  });
}

const HOUR_MS = 3_600_000;

/** The day on which it is closed, should nobody answer from now on. */
function closesOn({ rule, request, settings, now }: Saying, language: string): string {
  const hours = rule.followUps.slice(request.n - 1).reduce((sum, { waitHours }) => sum + waitHours, 0);
  const ms = Date.parse(now) + hours * HOUR_MS + settings.closure.holdMinutes * 60_000;
  const { timeZone } = settings.global;
  return new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone }).format(ms);
}

function nameOf({ conversation, case: theCase }: Saying): string {
  // "Dana Reyes, dana@example.com"
  const contact = Object.values(theCase.fields).find(({ value }) => value === theCase.contactId)?.label;
  const name = contact?.split(',')[0] ?? conversation.identity?.name ?? customerName(conversation);
  return name.includes('@') ? '' : greeted(name);
}

function valuesOf(saying: Saying, message: string) {
  const { case: theCase, settings } = saying;
  return {
    'customer.name': nameOf(saying),
    'case.number': theCase.number,
    'case.title': theCase.title,
    'company.name': settings.global.companyName,
    'agent.name': agentPerson(settings).name,
    message,
  };
}
