/** What the customer hears: that a case was opened, the next question, the end; nothing once a person has taken over. */
import type { DialogStep, DialogView, HeardAnswer, MissingField, StepResult } from '../cases/channel';
import type { CommitFields, Reply } from '../cases/conversation/committing';
import { contactParts } from '../cases/contact';
import type { Conversation } from '../cases/conversation/conversation';
import { isContactField } from '../cases/fields';
import { hasReached } from '../cases/resolution/resolving';
import { resolvedFields, type Settings } from '../cases/settings';
import { traced, type TraceLine } from '../cases/deciding/trace';
import { isAutomatic } from '../cases/conversation/turns';
import { asOneMail } from './mail/words';
import { greeted, textsOf, type Speaking } from './speaking';

export interface Spoken {
  readonly replies: readonly Reply[];
  readonly set: Partial<Pick<CommitFields, 'stack' | 'asked' | 'skipped'>>;
  readonly trace: readonly TraceLine[];
  /** What the turn says to what the case has asked. */
  readonly answer?: HeardAnswer;
  /** Whether something is asked now; missing: as before. */
  readonly asks?: boolean;
}

const SILENT: Spoken = { replies: [], set: {}, trace: [] };

export async function speak(dialogs: DialogStep, speaking: Speaking): Promise<Spoken> {
  const { conversation, moment } = speaking;
  const words = textsOf(speaking).customer;
  if (conversation.channel === 'voice') return SILENT;
  if (conversation.channel === 'email' && !isAnswerable(speaking)) return SILENT;
  if (moment === 'end') {
    const ended = words.ended({ number: speaking.case?.number ?? '' });
    return { ...SILENT, replies: [reply(speaking, ended)] };
  }
  // A rule that names an owner has spoken for nobody yet.
  const unspoken = speaking.opening !== undefined || speaking.joined !== undefined;
  const person = conversation.takenBy ?? (unspoken ? undefined : speaking.case?.owner);
  if (person)
    return heardOnly(dialogs, speaking, traced('person-has-taken-over', undefined, { by: person.name }));
  const told = toldWords(speaking);
  const replies = told === undefined ? [] : [reply(speaking, told)];
  if (conversation.channel === 'email' && speaking.listens)
    return { ...SILENT, replies: asOneMail(speaking, []) };
  if (moment !== 'turn' || speaking.listens) return { ...SILENT, replies };
  const step = await dialogs.step(conversation.stack, { text: textOf(speaking) }, viewOf(speaking));
  const says = step.says.map((say) => reply(speaking, say.text, say.asks));
  return {
    replies: conversation.channel === 'email' ? asOneMail(speaking, says) : [...replies, ...says],
    set: { stack: step.stack, ...counted(conversation, step) },
    trace: step.dropped ? [traced('dialog-dropped', false)] : [],
    answer: answerIn(step),
    asks: step.stack !== null,
  };
}

/** Nothing is said or asked, but what the customer answers to what the case has asked counts all the same. */
async function heardOnly(dialogs: DialogStep, speaking: Speaking, line: TraceLine): Promise<Spoken> {
  const view = { ...viewOf(speaking), missing: [] };
  const silent = { ...SILENT, trace: [line], asks: false };
  if (!view.awaits || speaking.moment !== 'turn') return silent;
  const step = await dialogs.step(null, { text: textOf(speaking) }, view);
  return { ...silent, answer: answerIn(step) };
}

function answerIn({ outcomes }: StepResult): HeardAnswer | undefined {
  return outcomes.find((outcome) => outcome.kind === 'answered')?.answer;
}

function textOf({ turns }: Speaking): string {
  return turns.map((turn) => turn.text).join('\n');
}

/** What a machine or one of ours wrote is not answered, and an end is not told by mail. */
function isAnswerable({ turns, moment }: Speaking): boolean {
  return moment === 'turn' && turns.some((turn) => turn.from === 'customer' && !isAutomatic(turn));
}

/** A statement asks for nothing, and says so: what a colleague says may be a question all the same. Neither answers one. */
function reply({ turns }: Speaking, text: string, asks: readonly string[] = []): Reply {
  return {
    words: { kind: 'text', text, asks, about: { kind: 'notice' } },
    replyTo: turns.at(-1)?.activityId,
  };
}

/** What becomes of the matter: it is opened, goes on in a case that is open, or is looked at. */
function toldWords(speaking: Speaking): string | undefined {
  const { decided, conversation, opened, joined, looksInto } = speaking;
  const { customer } = textsOf(speaking);
  const name = greeted(decided.drafts['contact.name']?.label ?? conversation.identity?.name ?? '');
  if (opened) return customer.opened({ name, number: opened.number, title: opened.title });
  if (joined) return customer.joined({ name, number: joined.number, title: joined.title });
  return looksInto ? customer.duplicateAsked({ name }) : undefined;
}

function viewOf(speaking: Speaking): DialogView {
  const { conversation, settings, decided } = speaking;
  return {
    language: textsOf(speaking).language,
    missing: settings.intake.ask && mayAsk(speaking) ? askable(speaking) : [],
    asked: conversation.asked,
    skipped: conversation.skipped,
    trouble: decided.drafts[troubleField(settings)]?.label,
    caseNumber: speaking.case?.number,
    together: conversation.channel === 'email',
    opens: speaking.opened !== undefined,
    listensOnly: answeredOtherwise(speaking),
    awaits: awaitedBy(speaking) ?? (conversation.expects?.kind === 'follow-up' ? 'follow-up' : undefined),
  };
}

/** A mail and a closed case are answered by people, a custom agent's matter by that agent, a person's question by nobody else. */
function answeredOtherwise({ case: theCase, conversation, looksInto }: Speaking): boolean {
  if (theCase && theCase.status !== 'active') return true;
  const { step, asked } = theCase?.resolving ?? {};
  const calls = step === 'calling' || (step === 'asking' && !asked);
  return (
    conversation.channel === 'email' || calls || looksInto === true || conversation.expects !== undefined
  );
}

/** What the case has asked counts once the words have reached the conversation. */
function awaitedBy({ case: theCase, conversation }: Speaking): DialogView['awaits'] {
  if (theCase?.status !== 'active' || !hasReached(theCase, conversation)) return undefined;
  const { step, asked } = theCase.resolving ?? {};
  // A custom agent hears the answer to its own question.
  if (step === 'asking' && !asked) return undefined;
  if (step === 'proposed') return 'solution-check';
  return step === 'asking' || step === 'clarifying' ? 'details' : undefined;
}

/** Where nothing is read from mails, nothing is asked for by mail. */
function mayAsk({ conversation, settings }: Speaking): boolean {
  return conversation.channel !== 'email' || settings.creation.channels.includes('email');
}

/** The default field that holds what went wrong, in sentences. */
export function troubleField(settings: Settings): string {
  const fields = resolvedFields(settings);
  return settings.creation.defaultFields.find((name) => fields.get(name)?.type === 'multilineText') ?? '';
}

/** Before there is a case the default fields are asked for; after, those that the settings have a question for. */
function askable(speaking: Speaking): MissingField[] {
  const { settings, decided } = speaking;
  const code = textsOf(speaking).language;
  return decided.missing.flatMap((name): MissingField[] => {
    const field = resolvedFields(settings).get(name);
    if (!field?.setBy.includes('customer')) return [];
    const question = field.question?.[code] ?? field.question?.['en'];
    if (speaking.case ? !question : !settings.creation.defaultFields.includes(name)) return [];
    const have = isContactField(field) ? contactParts(decided.drafts) : undefined;
    return [{ name, label: field.label, question, have, trouble: name === troubleField(settings) }];
  });
}

function counted(conversation: Conversation, step: StepResult): Pick<CommitFields, 'asked' | 'skipped'> {
  const asked: Record<string, number> = { ...conversation.asked };
  const skipped = new Set(conversation.skipped);
  for (const outcome of step.outcomes) {
    if (outcome.kind === 'asked') asked[outcome.field] = (asked[outcome.field] ?? 0) + 1;
    if (outcome.kind === 'skipped') skipped.add(outcome.field);
  }
  return { asked, skipped: [...skipped] };
}
