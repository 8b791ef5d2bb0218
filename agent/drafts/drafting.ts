/** Makes a draft of what is wanted: the template first, else a model or plain words, from the case as it is now. */
import type { Case } from '../../cases/case';
import type { Conversation } from '../../cases/conversation/conversation';
import { inTemplate } from '../../cases/drafts/acts';
import type { DraftKind, DraftPurpose, MadeDraft, NewDraft } from '../../cases/drafts/draft';
import {
  isWhole,
  PLAIN,
  plainDraft,
  templateFor,
  type Drafter,
  type DraftRequest,
  type SaidLine,
} from '../../cases/drafts/drafting';
import { isContactField } from '../../cases/fields';
import type { MailTemplate } from '../../cases/mail/templates';
import { resolvedFields, type Settings } from '../../cases/settings';
import { texts } from '../../cases/texts';
import { isAutomatic } from '../../cases/conversation/turns';
import type { AgentContext } from '../context';
import { customerNameOf } from './actions';
import { greeted } from '../speaking';

/** What is to be drafted. */
export interface DraftWish {
  readonly kind: DraftKind;
  /** Missing: the case's newest. */
  readonly conversationId?: string;
  readonly purpose?: DraftPurpose;
  /** Of how many follow-ups `purpose.number` is one. */
  readonly of?: number;
  /** The rule's own template; missing: the recommended one, else the default one. */
  readonly template?: string;
  /** What must be said: the questions a line each, the solution, the resolution. */
  readonly material?: string;
  /** Names of the fields that it refers to; missing: all that the case has, as far as the words need them. */
  readonly fields?: readonly string[];
  /** Names of the fields that it asks for. */
  readonly asks?: readonly string[];
}

type Parts = Pick<AgentContext, 'store' | 'settings'> & { readonly drafter?: Drafter };

const SAID_TURNS_MAX = 30;

/** Undefined where the case has no conversation in which it could be said. */
export async function draftFor(
  context: Parts,
  theCase: Case,
  wish: DraftWish,
): Promise<MadeDraft | undefined> {
  const id = wish.conversationId ?? theCase.conversations.at(-1);
  const conversation = id === undefined ? undefined : await context.store.get('conversations', id);
  if (!conversation) return undefined;
  const { settings } = await context.settings.current();
  const language = texts(conversation.language ?? conversation.locale).language;
  const template = wish.kind === 'resolution' ? undefined : templateFor(theCase, settings, wish.template);
  const { kind, purpose, fields, asks } = wish;
  const about = { kind, purpose, fields, asks, language, conversationId: conversation._id };
  const bare: NewDraft = {
    ...about,
    text: '',
    template: template?.name,
    recommended: template?.name,
    writtenBy: PLAIN,
    basedOn: conversation.lastCustomerSeq,
  };
  if (isWhole(template)) return { draft: wholly(theCase, bare, template, conversation, settings) };
  const request = await requestOf(context, theCase, wish, {
    conversation,
    settings,
    language,
    framed: template,
  });
  const { usage, ...words } = await write(context.drafter, request);
  return { draft: { ...bare, ...words }, usage };
}

async function write(drafter: Drafter | undefined, request: DraftRequest) {
  return drafter ? drafter.draft(request) : plainDraft(request);
}

/** The template's own words. */
function wholly(
  theCase: Case,
  bare: NewDraft,
  template: MailTemplate,
  conversation: Conversation,
  settings: Settings,
): NewDraft {
  const place = { customerName: customerNameOf(conversation) };
  const signing = { settings, agentName: theCase.owner?.name ?? settings.global.applicationUser };
  const { text } = inTemplate(template, theCase, bare, place, signing);
  return { ...bare, text, writtenBy: { kind: 'template', name: template.name } };
}

interface Around {
  readonly conversation: Conversation;
  readonly settings: Settings;
  readonly language: string;
  readonly framed: unknown;
}

async function requestOf(
  context: Pick<AgentContext, 'store'>,
  theCase: Case,
  wish: DraftWish,
  { conversation, settings, language, framed }: Around,
): Promise<DraftRequest> {
  const email = conversation.channel === 'email';
  return {
    kind: wish.kind,
    language,
    channel: email ? 'email' : 'chat',
    caseNumber: theCase.number,
    caseTitle: theCase.title,
    companyName: settings.global.companyName,
    customerName: greeted(customerNameOf(conversation) ?? ''),
    facts: factsOf(theCase, wish, settings),
    said: await saidIn(context, conversation),
    material: wish.material,
    number: wish.purpose?.number,
    of: wish.of,
    framed: email && framed !== undefined,
    statusReasons: wish.kind === 'resolution' ? settings.statusReasons.resolved : undefined,
  };
}

/** Who the customer is stands in the greeting and nowhere else. */
function factsOf(theCase: Case, { kind, fields }: DraftWish, settings: Settings): DraftRequest['facts'] {
  const known = resolvedFields(settings);
  const named = fields ?? (kind === 'follow-up' ? [] : [...known.keys()]);
  return named.flatMap((name) => {
    const field = known.get(name);
    const entry = theCase.fields[name];
    return field && entry && !isContactField(field) ? [{ label: field.label, value: entry.label }] : [];
  });
}

/** What was said last, cards and machines' answers left out, oldest first. */
async function saidIn(
  { store }: Pick<AgentContext, 'store'>,
  { _id, problemSince = 0 }: Conversation,
): Promise<SaidLine[]> {
  const { items } = await store.list('turns', {
    index: 'conversation',
    equals: [_id],
    range: { gt: problemSince },
    order: 'desc',
    limit: SAID_TURNS_MAX,
  });
  return items
    .filter((turn) => turn.text.trim() !== '' && !isAutomatic(turn))
    .reverse()
    .map(({ from, text }) => ({ from, text }));
}
