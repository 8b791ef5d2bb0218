/** What the agent answers by mail: the rule's automatic reply and all that is asked for, in one mail. */
import type { Reply } from '../../cases/conversation/committing';
import type { Case } from '../../cases/case';
import type { Conversation } from '../../cases/conversation/conversation';
import {
  findTemplate,
  htmlOfText,
  renderTemplate,
  type RenderedTemplate,
  type TemplateValues,
} from '../../cases/mail/templates';
import { agentPerson } from '../context';
import { greeted, textsOf, type Speaking } from '../speaking';

/** One mail of what would be several messages in a chat; none where there is nothing to ask and no template to send. */
export function asOneMail(speaking: Speaking, says: readonly Reply[]): Reply[] {
  const asked = says.map(({ words }) => (words.kind === 'text' ? words : { text: '', asks: [] }));
  const asks = asked.flatMap((words) => words.asks ?? []);
  const questions = asked.map(({ text }) => (asked.length > 1 ? `- ${text}` : text)).join('\n');
  const message = questions === '' ? '' : `${textsOf(speaking).customer.mailAsks()}\n\n${questions}`;
  const rendered = templateOf(speaking, message);
  if (!rendered && message === '') return [];
  const mail = { automatic: true, byAi: message !== '', subject: rendered?.subject, html: rendered?.html };
  const text = rendered?.text ?? `${leadOf(speaking)} ${message}`;
  return [
    {
      words: { kind: 'text', text, asks, about: { kind: 'notice' }, mail },
      replyTo: speaking.turns.at(-1)?.activityId,
    },
  ];
}

/** What one decision says is one mail, whoever added to it. */
export function inOneMail(
  { channel }: Pick<Conversation, 'channel'>,
  replies: readonly Reply[],
): readonly Reply[] {
  const [first, ...more] = replies;
  if (channel !== 'email' || first?.words.kind !== 'text' || more.length === 0) return replies;
  const texts = more.flatMap(({ words }) => (words.kind === 'text' ? [words] : []));
  const { mail } = first.words;
  const words = {
    ...first.words,
    text: [first.words, ...texts].map(({ text }) => text).join('\n\n'),
    asks: [first.words, ...texts].flatMap(({ asks }) => asks ?? []),
    mail: {
      automatic: true,
      byAi: true,
      subject: mail?.subject,
      html: mail?.html && [mail.html, ...texts.map(({ text }) => htmlOfText(text))].join('\n'),
    },
  };
  return [{ ...first, words }];
}

/** The automatic reply of the rule; what is asked stands where the template says, or under it. */
function templateOf(speaking: Speaking, message: string): RenderedTemplate | undefined {
  const { opening, opened, joined, settings } = speaking;
  const template = opening?.reply === undefined ? undefined : findTemplate(settings.templates, opening.reply);
  const theCase = opened ?? joined;
  if (!template || !theCase) return undefined;
  const code = textsOf(speaking).language;
  const rendered = renderTemplate(template, valuesOf(speaking, theCase, message), code);
  if (message === '' || rendered.text.includes(message)) return rendered;
  return {
    ...rendered,
    text: `${rendered.text}\n\n${message}`,
    html: `${rendered.html}\n${htmlOfText(message)}`,
  };
}

function valuesOf(speaking: Speaking, opened: Case, message: string): TemplateValues {
  const { settings } = speaking;
  return {
    'customer.name': nameOf(speaking),
    'case.number': opened.number,
    'case.title': opened.title,
    'company.name': settings.global.companyName,
    'agent.name': agentPerson(settings).name,
    message,
  };
}

function leadOf(speaking: Speaking): string {
  const { customer } = textsOf(speaking);
  const theCase = speaking.opened ?? speaking.joined;
  if (!theCase) return customer.mailThanks();
  return customer.mailLead({ name: greeted(nameOf(speaking)), number: theCase.number });
}

/** As the sender writes it; an address is no name. */
function nameOf({ decided, conversation }: Speaking): string {
  const name =
    decided.drafts['contact.name']?.label ?? conversation.identity?.name ?? decided.contact?.name ?? '';
  return name.includes('@') ? '' : name;
}
