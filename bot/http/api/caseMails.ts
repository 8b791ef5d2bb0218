/** `POST /api/cases/{id}/mails`: a representative's own mail from a case. */
import { z } from 'zod/v4';
import { mailConversationOf, mailFromPerson } from '../../../cases/mail/fromCase';
import { findTemplate } from '../../../cases/mail/templates';
import { texts } from '../../../cases/texts';
import { callId, lookAt } from './asking';
import { requireCase } from './caseViews';
import { ApiProblem, conflict } from './problems';
import { param, route, type Route } from './route';
import { named, underWay } from './schemas';

const body = named(
  'MailFromCase',
  z.strictObject({
    text: z.string().max(100_000).regex(/\S/, 'is empty'),
    subject: z.string().trim().min(1).max(200).optional().describe("Missing: the thread's own."),
    template: z
      .string()
      .min(1)
      .max(100)
      .optional()
      .describe('By name; the text stands where it says {{message}}.'),
  }),
);

const write = route({
  method: 'post',
  path: '/api/cases/{id}/mails',
  id: 'writeMailFromCase',
  tag: 'Mails',
  summary: 'Write to the customer by mail, in the thread of the case, under your own name',
  headers: ['Idempotency-Key'],
  body,
  status: 202,
  answer: underWay,
  problems: [404, 409, 422],
  handle: async (deps, call) => {
    const { context, agent } = deps;
    const found = await requireCase(deps, param(call, 'id'));
    const conversationId = mailConversationOf(found);
    if (conversationId === undefined)
      throw conflict(
        'NoMailThread',
        'Nobody has written a mail in this case: there is no thread to answer in.',
      );
    const { settings } = await context.settings.current();
    const { template: name, text, subject } = call.body;
    const template = name === undefined ? undefined : findTemplate(settings.templates, name);
    if (name !== undefined && !template)
      throw new ApiProblem(422, 'UnknownTemplate', `There is no template "${name}".`);
    const conversation = await context.store.get('conversations', conversationId);
    await context.store.update('cases', found._id, (fresh) =>
      mailFromPerson(fresh, {
        id: callId(call),
        by: call.caller,
        text,
        subject,
        template,
        conversationId,
        language: texts(conversation?.language ?? conversation?.locale).language,
        customerName: conversation?.person.name,
        at: context.clock(),
        settings,
      }),
    );
    await agent.drain(found._id);
    const look = lookAt('conversations', conversationId);
    return { body: { conversationId, look }, location: look };
  },
});

export const caseMailRoutes: readonly Route[] = [write];
