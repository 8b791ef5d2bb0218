/** What resolving writes on a case, whoever found the words: its state, words or a draft, the card that shows it. Pure. */
import type { ActiveCase, Case } from '../case';
import type { DraftAuthor, NewDraft } from '../drafts/draft';
import { templateValues } from '../drafts/acts';
import { openDrafts, withDraft } from '../drafts/drafts';
import type { MailWords } from '../effects';
import { templateFor } from '../drafts/drafting';
import { automationOf } from './intents';
import { journaled, type Asking, type Noted, type Saying } from '../journal';
import type { Passage } from './knowledge';
import { namesMessage, renderTemplate } from '../mail/templates';
import type { HeardTurn } from '../moves';
import type { Intent, ResolutionAutomation, ResolutionSettings } from './settings';
import { roundsOf, type NextStep } from './resolving';
import { intentCards } from './cards';
import type { Resolving, ResolvingStep } from './state';
import type { StepWords } from './words';
import type { Settings } from '../settings';
import { resolutionTexts } from '../texts/resolution';
import type { Person } from '../values';

export interface ResolvingContext {
  readonly conversationId: string;
  readonly settings: Settings;
  readonly agent: Person;
  readonly at: string;
  /** The conversations of the representatives who are shown it. */
  readonly tell: readonly string[];
  /** What was found in the knowledge, and for which intent. */
  readonly found?: { readonly intent: string; readonly passage?: Passage };
}

/** Once somebody has taken the case, the agent says nothing of its own there: it drafts. */
export function levelOf(
  theCase: Pick<Case, 'owner'>,
  intent: Intent | undefined,
  resolution: ResolutionSettings,
  asked?: 'full' | 'confirm',
): ResolutionAutomation {
  const level = asked ?? automationOf(resolution, intent);
  return level === 'full' && theCase.owner ? 'confirm' : level;
}

/** What a move of resolving and an answer of a custom agent have in common. */
export class ResolvingWriter<M extends HeardTurn> {
  protected readonly before?: Resolving;
  protected readonly resolution: ResolutionSettings;

  constructor(
    protected readonly theCase: ActiveCase,
    protected readonly move: M,
    protected readonly context: ResolvingContext,
  ) {
    this.before = theCase.resolving;
    this.resolution = context.settings.resolution;
  }

  /** The words wait for a representative's word. */
  protected drafted(
    state: Resolving,
    words: StepWords,
    intent: Intent | undefined,
    over: Partial<Pick<NewDraft, 'writtenBy' | 'resolves'>> = {},
  ): Case {
    const { theCase, move, context, before } = this;
    const standing = openDrafts(theCase).find(({ id }) => id === before?.draftId);
    // What a representative has changed is theirs. The same words wait as they are: nobody is shown them anew, and the
    // draft still says that the customer has spoken since.
    if (standing?.editedBy) return theCase;
    if (standing?.kind === words.kind && standing.text === words.text)
      return this.settled({ ...state, draftId: standing.id });
    const writtenBy: DraftAuthor = { kind: 'template', name: words.from };
    const template = templateFor(theCase, context.settings, undefined)?.name;
    const drafted = withDraft(
      theCase,
      {
        kind: words.kind,
        conversationId: context.conversationId,
        text: words.text,
        template,
        recommended: template,
        language: move.language,
        writtenBy,
        purpose: intent && { intent: intent.label },
        quotes: move.quote && [move.quote],
        asks: words.asks,
        basedOn: move.basedOn,
        ...over,
      },
      { at: context.at, by: context.agent, byKind: 'agent', tell: context.tell },
    );
    return this.settled({ ...state, draftId: drafted.drafts?.at(-1)?.id }, [], [], drafted);
  }

  /** Under `full` the customer is passed on; under `confirm` representatives are told, who have been there all along. */
  protected person(
    { intent, reason, detail }: Extract<NextStep, { is: 'person' }> & Pick<Resolving, 'detail'>,
    level: ResolutionAutomation,
  ): Case {
    const { theCase, move, context } = this;
    const state: Resolving = { ...this.at('person', intent), reason, ...(detail && { detail }) };
    if (level !== 'full') return this.settled(state);
    const { conversationId, agent: by } = context;
    if (isMail(conversationId)) {
      const { handedOver } = resolutionTexts(move.language);
      return this.settled(state, [this.saying({ kind: 'reply', text: handedOver, asks: [], from: '' })]);
    }
    const id = `${theCase._id}/v${theCase.version + 1}/hand-over`;
    const entry = { kind: 'hand-over', id, caseId: theCase._id, by } as const;
    return this.settled(state, [], [{ to: conversationId, entry }]);
  }

  /** The state at a step, with nothing said yet. */
  protected at(step: ResolvingStep, intent: Intent | undefined): Resolving {
    const { before, move, context } = this;
    return {
      step,
      ...(intent ? { intent: intent.name } : {}),
      rounds: roundsOf(before, move.heard.said),
      conversationId: context.conversationId,
      basedOn: move.basedOn,
      ...(before?.article && before.intent === intent?.name ? { article: before.article } : {}),
      at: context.at,
      shownIn: before?.shownIn ?? [],
    };
  }

  /** Words of the case's own, under `full`. */
  protected saying(words: StepWords): Saying {
    const { context, move } = this;
    const { text, mail } = this.mailed(words);
    // A question, or that a colleague takes over, answers nothing.
    const answering = words.kind === 'solution' ? {} : { about: { kind: 'notice' } as const };
    return {
      to: context.conversationId,
      words: { kind: 'text', text, asks: words.asks, ...answering, ...(mail && { mail }) },
      replyTo: move.replyTo,
      basedOn: move.basedOn,
    };
  }

  private mailed(words: StepWords): { text: string; mail?: MailWords } {
    const { context, move, theCase } = this;
    const { text } = words;
    if (!isMail(context.conversationId)) return { text };
    const mail = { automatic: true, byAi: true };
    const template = templateFor(theCase, context.settings, undefined);
    if (!template || !namesMessage(template)) return { text, mail };
    const { customerName, language } = move;
    const values = { message: text, customerName, agentName: context.agent.name, settings: context.settings };
    const rendered = renderTemplate(template, templateValues(theCase, values), language);
    return { text: rendered.text, mail: { ...mail, subject: rendered.subject, html: rendered.html } };
  }

  /** The case at the new state: words first, then the card that shows it, anew where somebody has to look. */
  protected settled(
    state: Resolving,
    says: readonly Saying[] = [],
    asks: readonly Asking[] = [],
    on: ActiveCase = this.theCase,
  ): ActiveCase {
    const { context, theCase, move, before } = this;
    const cards = intentCards(state, before, on, { from: says.length, tell: context.tell });
    const intent = this.resolution.intents.find(({ name }) => name === state.intent);
    // What is only said again, or shown anew, is told by its draft and its card.
    const isNew = before?.step !== state.step || before.intent !== state.intent || says.length > 0;
    const note: Noted = {
      by: state.by ?? context.agent,
      byKind: state.by ? 'representative' : 'agent',
      what: { kind: 'resolution', step: state.step, intent: intent?.label },
      reason: state.reason ?? '',
      quotes: move.quote && [move.quote],
    };
    const next = { ...on, resolving: { ...state, shownIn: cards.shownIn } };
    return journaled(
      next,
      theCase,
      { notes: isNew ? [note] : [], says: [...says, ...cards.says], asks },
      context.at,
    );
  }
}

export function isMail(conversationId: string): boolean {
  return conversationId.startsWith('email:');
}
