/** `/api/conversations/{id}/panel`: what the tester's panel beside the chat shows, to the holder of the chat's token. */
import { z } from 'zod/v4';
import { CardViews } from '../../../agent/cards/views';
import { entriesOf } from '../../../agent/missing';
import type { FieldView } from '../../../cases/cardContent';
import type { Conversation } from '../../../cases/conversation/conversation';
import type { PanelView } from '../../../cases/panel';
import { CONTACT_PART_NAMES } from '../../../cases/deciding/plan';
import { texts } from '../../../cases/texts';
import { PROVENANCE_KINDS } from '../../../cases/values';
import type { ApiDeps } from './deps';
import { caseOfConversation, missingOf } from './missing';
import { ApiProblem, notFound } from './problems';
import { param, route, type Route } from './route';
import { check, missingField, named, time } from './schemas';
import { labelOf } from './views';

const panelField = named(
  'PanelField',
  z.object({
    name: z.string(),
    label: z.string(),
    value: z.string(),
    quote: z.string().optional(),
    setBy: z.enum(PROVENANCE_KINDS),
    who: z.string(),
    at: time,
    confidence: z.number().optional(),
    reason: z.string(),
  }),
);

const panel = named(
  'Panel',
  z.object({
    case: z.object({ id: z.string(), number: z.string(), status: z.string(), title: z.string() }).optional(),
    fields: z.array(panelField),
    missing: z.array(missingField),
    checks: z.array(check),
    deciding: z.boolean(),
  }),
);

const get = route({
  method: 'get',
  path: '/api/conversations/{id}/panel',
  id: 'getPanel',
  tag: 'Conversations',
  summary: "What the agent knows, for the tester's panel beside the local chat",
  description: 'Only while the local chat is on, and only with the Direct Line token of this conversation.',
  answer: panel,
  problems: [403, 404],
  chatToken: true,
  handle: async (deps, call) => {
    if (!deps.panel.on) throw notFound('panel: the local chat is off');
    const id = param(call, 'id');
    if ((await deps.panel.conversationOf(call.authorization)) !== id)
      throw new ApiProblem(403, 'Forbidden', "This needs the conversation's own Direct Line token.");
    const conversation = await deps.context.store.get('conversations', id);
    if (!conversation) throw notFound('such conversation yet');
    return { body: await panelView(deps, conversation) };
  },
});

export async function panelView({ context }: ApiDeps, conversation: Conversation): Promise<PanelView> {
  const { settings } = await context.settings.current();
  const words = texts(conversation.language ?? conversation.locale);
  const cards = new CardViews(context, settings, words);
  const theCase = await caseOfConversation(context, conversation);
  const standing = { case: theCase, conversation };
  const fields = await cards.fields(entriesOf(standing));
  return {
    case: theCase && {
      id: theCase._id,
      number: theCase.number,
      status: theCase.status,
      title: theCase.title,
    },
    fields: fields.map((field) => labelled(field, (name) => labelOf(settings, name))),
    missing: missingOf(standing, settings, words, context.clock()),
    checks: await cards.checksOf(conversation._id),
    deciding: conversation.inbox.length > 0,
  };
}

function labelled(field: FieldView, label: (name: string) => string): FieldView {
  return CONTACT_PART_NAMES.includes(field.name) ? { ...field, label: label(field.name) } : field;
}

export const panelRoutes: readonly Route[] = [get];
