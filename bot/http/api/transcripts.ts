/** `POST /api/conversations`: a finished transcript, handed in whole, runs what the end of a conversation runs. */
import { z } from 'zod/v4';
import { conversationIdOf } from '../../../cases/conversation/turns';
import { lookAt } from './asking';
import type { ApiDeps } from './deps';
import type { ProblemDetail } from './issueWords';
import { ApiProblem } from './problems';
import { route, type Route } from './route';
import { named, underWay } from './schemas';
import { enterTranscript, VOICE, type Transcript } from './transcriptEntry';

const TURNS_MAX = 500;
const TEXT_CHARS_MAX = 100_000; // the settings say how long a text may be; this bounds what is read at all

const body = named(
  'FinishedTranscript',
  z.strictObject({
    channel: z.literal(VOICE),
    id: z
      .string()
      .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/)
      .optional()
      .describe("The call's own id: the same one again is the same transcript."),
    from: z
      .strictObject({
        name: z.string().trim().min(1).max(200),
        phone: z.string().max(40).optional(),
        email: z.email().max(320).optional(),
      })
      .optional()
      .describe(
        'Who called, as the telephone system knows it: with a phone number or an address, the contact.',
      ),
    locale: z
      .string()
      .regex(/^[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8}){0,3}$/)
      .optional(),
    turns: z
      .array(
        z.strictObject({
          from: z.enum(['customer', 'agent']),
          text: z.string().max(TEXT_CHARS_MAX).regex(/\S/, 'is empty'),
          at: z.iso.datetime({ offset: true }).optional(),
        }),
      )
      .min(1)
      .max(TURNS_MAX),
  }),
);

/** Transcripts that are being entered, by conversation: the same one posted twice at once is entered once. */
export function transcriptRoutes(): readonly Route[] {
  const entering = new Map<string, Promise<void>>();
  const post = route({
    method: 'post',
    path: '/api/conversations',
    id: 'handInTranscript',
    tag: 'Conversations',
    summary: 'Hand in the finished transcript of a call',
    description:
      'It is stored when this answers; then the agent does what it does at the end of a conversation. After a 503, ' +
      'or when the answer was lost, post it again with the same id: it goes on where it stopped.',
    body,
    status: 202,
    answer: underWay,
    problems: [409, 422],
    handle: async (deps, call) => {
      const transcript = { ...call.body, id: call.body.id ?? deps.context.newId(), by: call.caller };
      await checkLengths(deps, transcript);
      const conversationId = conversationIdOf(VOICE, transcript.id);
      const before = entering.get(conversationId)?.catch(() => undefined) ?? Promise.resolve();
      const entry = before
        .then(() => enterTranscript(deps, transcript))
        .finally(() => {
          if (entering.get(conversationId) === entry) entering.delete(conversationId);
        });
      entering.set(conversationId, entry);
      await entry;
      const look = lookAt('conversations', conversationId);
      return { body: { conversationId, look }, location: look };
    },
  });
  return [post];
}

/** @throws ApiProblem 422. */
async function checkLengths({ context }: ApiDeps, { turns }: Transcript): Promise<void> {
  const max = (await context.settings.current()).settings.turns.textCharsMax;
  const problems = turns.flatMap(({ text }, at): ProblemDetail[] =>
    text.length > max ? [{ path: `turns.${at}.text`, message: `has more than ${max} characters` }] : [],
  );
  if (problems.length > 0)
    throw new ApiProblem(422, 'TextTooLong', 'Some turns are too long: see the details.', problems);
}
