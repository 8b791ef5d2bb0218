/** A custom agent's answer as it comes over the wire: a stranger's input, read once, here. */
import { z } from 'zod/v4';
import { RESPONSE_TYPES, type CustomAgentAnswer, type ResponseType } from './settings';

const MESSAGE_CHARS_MAX = 8_000; // as much as a customer may write in one turn

/** Small or capital letters are the same, in names and in words: pages write them both ways. */
const responseType = z.string().transform((word, context): ResponseType => {
  const known = RESPONSE_TYPES.find((type) => type.toLowerCase() === word.trim().toLowerCase());
  if (known) return known;
  context.addIssue({ code: 'custom', message: `is none of ${RESPONSE_TYPES.join(', ')}` });
  return z.NEVER;
});

const yesOrNo = z
  .union([
    z.boolean(),
    z
      .string()
      .trim()
      .toLowerCase()
      .pipe(z.enum(['true', 'false']))
      .transform((word) => word === 'true'),
  ])
  .nullish()
  .transform((said) => said ?? false);

const wireAnswer = z.preprocess(
  withSmallNames,
  z.object({
    responsetype: responseType,
    message: z.string().trim().max(MESSAGE_CHARS_MAX).nullish(),
    handlingoptions: z
      .preprocess(withSmallNames, z.object({ needsreview: yesOrNo }))
      .nullish()
      .transform((options) => options?.needsreview ?? false),
  }),
);

/** What an answer says, or why it could not be understood: in words, without the answer's own. */
export type ReadAnswer =
  | { readonly ok: true; readonly answer: CustomAgentAnswer }
  | { readonly ok: false; readonly problem: string };

export function readAnswer(value: unknown): ReadAnswer {
  const read = wireAnswer.safeParse(value);
  if (!read.success) return { ok: false, problem: problemOf(read.error) };
  const { responsetype: type, handlingoptions: needsReview } = read.data;
  const message = read.data.message || undefined;
  if (type === 'NoAction') return { ok: true, answer: { responseType: type } };
  if (type === 'UnableToResolve') return { ok: true, answer: { responseType: type, message } };
  if (message === undefined) return { ok: false, problem: `"message" is missing: ${type} needs one` };
  return { ok: true, answer: { responseType: type, message, needsReview } };
}

/** @param text JSON as the agent wrote it. */
export function readAnswerText(text: string): ReadAnswer {
  try {
    return readAnswer(JSON.parse(text));
  } catch {
    return { ok: false, problem: 'it is not JSON' };
  }
}

function withSmallNames(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name.toLowerCase(), one as unknown]));
}

function problemOf({ issues }: z.ZodError): string {
  const [first] = issues;
  const where = first?.path.length ? `"${PROPER[first.path.join('.')] ?? first.path.join('.')}" ` : 'it ';
  return `${where}${first?.code === 'custom' ? first.message : 'is missing or not of its type'}`;
}

const PROPER: Readonly<Record<string, string>> = {
  responsetype: 'responseType',
  message: 'message',
  handlingoptions: 'handlingOptions',
  'handlingoptions.needsreview': 'handlingOptions.needsReview',
};
