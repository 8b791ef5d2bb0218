/** `/api/mails`: what came in and went out, what became of each, and the files in them. */
import { Readable } from 'node:stream';
import { z } from 'zod/v4';
import { readBlob } from '../../../agent/mail/blobs';
import { EMAIL } from '../../../agent/mail/incoming';
import { readStored } from '../../../agent/mail/reading';
import type { MailReading } from '../../../cases/mail/reading';
import { MAIL_STATES, type StoredMail } from '../../../cases/mail/storedMail';
import { conversationIdOf } from '../../../cases/conversation/turns';
import { lookAt } from './asking';
import type { ApiDeps } from './deps';
import { fullMail, fullMailOf, mailHead, mailHeadOf } from './mailViews';
import { conflict, notFound } from './problems';
import { param, route, type Route } from './route';
import { listOf, named, paging, underWay } from './schemas';

const filters = z.strictObject({ ...paging, state: z.enum(MAIL_STATES).optional() });

const list = route({
  method: 'get',
  path: '/api/mails',
  id: 'listMails',
  tag: 'Mails',
  summary: 'Mails, newest first; with `state=kept` those that opened nothing, each with the reason',
  query: filters,
  answer: listOf('MailList', mailHead),
  handle: async ({ context }, { query: { state, ...page } }) => {
    const found = await context.store.list(
      'mails',
      state === undefined
        ? { index: 'received', order: 'desc', ...page }
        : { index: 'state', equals: [state], order: 'desc', ...page },
    );
    return { body: { items: found.items.map(mailHeadOf), next: found.next } };
  },
});

const get = route({
  method: 'get',
  path: '/api/mails/{id}',
  id: 'getMail',
  tag: 'Mails',
  summary: 'One mail: its new words, all of its text, its HTML sanitised, its files',
  answer: fullMail,
  problems: [404],
  handle: async (deps, call) => {
    const stored = await requireMail(deps, param(call, 'id'));
    return { body: fullMailOf(stored, await readAgain(deps, stored)) };
  },
});

const bytes = named('MailBytes', z.string());

const raw = route({
  method: 'get',
  path: '/api/mails/{id}/raw',
  id: 'getRawMail',
  tag: 'Mails',
  summary: 'The mail as the server had it (RFC 5322)',
  file: 'message/rfc822',
  answer: bytes,
  problems: [404],
  handle: async (deps, call) => {
    const stored = await requireMail(deps, param(call, 'id'));
    const found = stored.raw === undefined ? undefined : await readBlob(deps.context.store, stored.raw);
    if (!found) throw notFound('raw mail: what we sent ourselves is in the mail itself');
    return { file: { name: `${stored._id}.eml`, content: Readable.from([found]) } };
  },
});

const attachment = route({
  method: 'get',
  path: '/api/mails/{id}/attachments/{sha256}',
  id: 'getMailAttachment',
  tag: 'Mails',
  summary: 'A file of a mail, to keep: no browser shows it within a page',
  file: 'application/octet-stream',
  answer: bytes,
  problems: [404],
  handle: async (deps, call) => {
    const stored = await requireMail(deps, param(call, 'id'));
    const sha256 = param(call, 'sha256');
    const reading = await readAgain(deps, stored);
    const content = reading?.files.get(sha256);
    const name = reading?.mail.attachments.find((one) => one.sha256 === sha256)?.name;
    if (!content || name === undefined) throw notFound('such file in this mail');
    return { file: { name, content: Readable.from([content]) } };
  },
});

const open = route({
  method: 'post',
  path: '/api/mails/{id}/case',
  id: 'openCaseFromMail',
  tag: 'Mails',
  summary:
    'Open a case with a mail that opened none, whatever the rules say; the agent fills it from its words',
  status: 202,
  answer: underWay,
  problems: [404, 409],
  handle: async (deps, call) => {
    const id = param(call, 'id');
    const opening = await deps.agent.openMail(id, call.caller);
    if (opening === undefined) throw notFound('such mail');
    if (opening === 'not-kept')
      throw conflict('NotKept', 'Only a mail that opened nothing can open a case: see its state.');
    const conversationId = conversationIdOf(EMAIL, id);
    const look = lookAt('conversations', conversationId);
    return { body: { conversationId, look }, location: look };
  },
});

export const mailRoutes: readonly Route[] = [list, get, raw, attachment, open];

async function requireMail({ context }: ApiDeps, id: string): Promise<StoredMail> {
  const found = await context.store.get('mails', id);
  if (!found) throw notFound('such mail');
  return found;
}

async function readAgain({ context }: ApiDeps, stored: StoredMail): Promise<MailReading | undefined> {
  if (!context.mail || stored.raw === undefined) return undefined;
  return readStored(context, context.mail, stored, (await context.settings.current()).settings);
}
