/**
 * A move of resolving reaches its case: what comes next is judged on the case as it is now, and either said, or
 * drafted for a representative, or only shown. Words go out through the case's `pending`, never in the turn.
 */
import { act } from './acting';
import { type ActiveCase, type Case } from './case';
import type { DraftAuthor } from './draft';
import { templateValues } from './draftActs';
import { draftById, withDraft } from './drafts';
import type { MailWords } from './effects';
import { automationOf, lineOf } from './intents';
import { journaled, sayingId, type Asking, type Noted, type Saying } from './journal';
import type { Passage } from './knowledge';
import { findTemplate, namesMessage, renderTemplate } from './mailTemplates';
import type { Move } from './moves';
import type { Intent, ResolutionAutomation, ResolutionSettings } from './resolutionSettings';
import { nextStep, roundsOf, type NextStep } from './resolving';
import { isOver, stopped, type Resolving, type ResolvingStep, type Rounds } from './resolvingState';
import { intentCards } from './resolvingCards';
import { resolutionText, stepWords, type StepWords } from './resolvingWords';
import type { Settings } from './settings';
import { changed, unchanged, type Change } from './store';
import { resolutionTexts } from './texts/resolution';
import type { Person } from './values';

export type ResolvingMove = Extract<Move, { kind: 'resolving' }>;

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

/** Applies it once: nothing where the conversation's newer or same move was applied already. */
export function applyResolving(theCase: Case, move: ResolvingMove, context: ResolvingContext): Change<Case> {
  if ((theCase.applied[context.conversationId] ?? 0) >= move.seq) return unchanged;
  const next = { ...theCase, applied: { ...theCase.applied, [context.conversationId]: move.seq } };
  if (next.status !== 'active' || isOver(next.resolving)) return changed(next);
  return changed(new Resolution(next, move, context).next());
}

/** Once somebody has taken the case, the agent says nothing of its own there: it drafts. */
export function levelOf(
  theCase: Pick<Case, 'owner'>,
  intent: Intent | undefined,
  resolution: ResolutionSettings,
): ResolutionAutomation {
  const level = automationOf(resolution, intent);
  return level === 'full' && theCase.owner ? 'confirm' : level;
}

const STEP_OF = { clarify: 'clarifying', ask: 'asking', propose: 'proposed' } as const;

class Resolution {
  private readonly before?: Resolving;
  private readonly resolution: ResolutionSettings;

  constructor(
    private readonly theCase: ActiveCase,
    private readonly move: ResolvingMove,
    private readonly context: ResolvingContext,
  ) {
    this.before = theCase.resolving;
    this.resolution = context.settings.resolution;
  }

  next(): Case {
    const { theCase, before, move } = this;
    const stop = move.stopped ?? this.discarded();
    if (stop) return before ? this.settled(stopped(before, stop.by, this.context.at)) : theCase;
    const step = nextStep(theCase, move.heard, this.resolution);
    const intent = 'intent' in step ? step.intent : undefined;
    const level = levelOf(theCase, intent, this.resolution);
    if (step.is === 'stay') return theCase;
    if (level === 'disabled') return intent || before ? this.settled(this.at('shown', intent)) : theCase;
    switch (step.is) {
      case 'accepted':
        return this.accepted(step.intent, level);
      case 'person':
        return this.person(step, level);
      default:
        return this.spoken(step, level);
    }
  }

  /** A representative who throws our draft away says something else. */
  private discarded(): ResolvingMove['stopped'] {
    const { draftId } = this.before ?? {};
    const draft = draftId === undefined ? undefined : draftById(this.theCase, draftId);
    return draft?.state === 'discarded' ? { by: draft.decidedBy } : undefined;
  }

  private spoken(
    step: Extract<NextStep, { is: 'clarify' | 'ask' | 'propose' }>,
    level: 'full' | 'confirm',
  ): Case {
    const { found, settings } = this.context;
    const intent = 'intent' in step ? step.intent : undefined;
    const passage = intent && found?.intent === intent.name ? found.passage : undefined;
    const words = stepWords(step, { settings, language: this.move.language, passage });
    if (!words) return this.person({ is: 'person', intent, reason: 'no-solution' }, level);
    const state: Resolving = {
      ...this.at(STEP_OF[step.is], intent),
      rounds: this.roundsAfter(STEP_OF[step.is]),
      ...(step.is === 'ask' ? { asked: step.names } : {}),
      ...(words.article ? { article: words.article } : {}),
    };
    if (level === 'confirm') return this.drafted(state, words, intent);
    return this.settled({ ...state, saidAs: sayingId(this.theCase, 0) }, [this.saying(words, intent)]);
  }

  private roundsAfter(step: ResolvingStep): Rounds {
    const rounds = roundsOf(this.before, this.move.heard.said);
    return step === 'clarifying' || step === 'asking' ? { ...rounds, [step]: rounds[step] + 1 } : rounds;
  }

  private drafted(state: Resolving, words: StepWords, intent: Intent | undefined): Case {
    const { theCase, move, context } = this;
    const writtenBy: DraftAuthor = { kind: 'template', name: words.from };
    const template = this.templateOf(intent)?.name;
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
      },
      { at: context.at, by: context.agent, byKind: 'agent', tell: context.tell },
    );
    return this.settled({ ...state, draftId: drafted.drafts?.at(-1)?.id }, [], [], drafted);
  }

  /** Under `confirm` a representative resolves it, with the form filled in. */
  private accepted(intent: Intent, level: 'full' | 'confirm'): Case {
    const { theCase, before, move, context } = this;
    const { settings, agent: by, at } = context;
    const resolution = resolutionText(intent, before?.article, move.language);
    const statusReason = settings.statusReasons.resolved[0] ?? '';
    if (level === 'full') {
      const solved = this.settled(this.at('solved', intent));
      const actId = `${theCase._id}/solved/${move.seq}`;
      return act(
        solved,
        { kind: 'resolve', statusReason, resolution },
        { actId, by, byKind: 'agent', at, settings },
      ).case;
    }
    const drafted = withDraft(
      theCase,
      {
        kind: 'resolution',
        conversationId: context.conversationId,
        text: resolution,
        statusReason,
        language: move.language,
        writtenBy: { kind: 'template', name: intent.label },
        purpose: { intent: intent.label },
        quotes: move.quote && [move.quote],
        basedOn: move.basedOn,
      },
      { at, by, byKind: 'agent', tell: context.tell },
    );
    return this.settled(
      { ...this.at('accepted', intent), draftId: drafted.drafts?.at(-1)?.id },
      [],
      [],
      drafted,
    );
  }

  /** Under `full` the customer is passed on; under `confirm` representatives are told, who have been there all along. */
  private person({ intent, reason }: Extract<NextStep, { is: 'person' }>, level: 'full' | 'confirm'): Case {
    const { theCase, move, context } = this;
    const state: Resolving = { ...this.at('person', intent), reason };
    if (level === 'confirm') return this.settled(state);
    const { conversationId, agent: by } = context;
    if (isMail(conversationId)) {
      const { handedOver } = resolutionTexts(move.language);
      return this.settled(state, [
        this.saying({ kind: 'reply', text: handedOver, asks: [], from: '' }, intent),
      ]);
    }
    const id = `${theCase._id}/v${theCase.version + 1}/hand-over`;
    const entry = { kind: 'hand-over', id, caseId: theCase._id, by } as const;
    return this.settled(state, [], [{ to: conversationId, entry }]);
  }

  /** The state at a step, with nothing said yet. */
  private at(step: ResolvingStep, intent: Intent | undefined): Resolving {
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
  private saying(words: StepWords, intent: Intent | undefined): Saying {
    const { context, move } = this;
    const { text, mail } = this.mailed(words, intent);
    return {
      to: context.conversationId,
      words: { kind: 'text', text, asks: words.asks, ...(mail && { mail }) },
      replyTo: move.replyTo,
      basedOn: move.basedOn,
    };
  }

  private mailed(words: StepWords, intent: Intent | undefined): { text: string; mail?: MailWords } {
    const { context, move, theCase } = this;
    const { text } = words;
    if (!isMail(context.conversationId)) return { text };
    const mail = { automatic: true, byAi: true };
    const template = this.templateOf(intent);
    if (!template || !namesMessage(template)) return { text, mail };
    const { customerName, language } = move;
    const values = { message: text, customerName, agentName: context.agent.name, settings: context.settings };
    const rendered = renderTemplate(template, templateValues(theCase, values), language);
    return { text: rendered.text, mail: { ...mail, subject: rendered.subject, html: rendered.html } };
  }

  private templateOf(intent: Intent | undefined) {
    const { settings } = this.context;
    const line = intent && lineOf(this.resolution, intent);
    return line?.template === undefined
      ? undefined
      : findTemplate(settings.templates, line.template, line.name);
  }

  /** The case at the new state: words first, then the card that shows it, anew where somebody has to look. */
  private settled(
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

function isMail(conversationId: string): boolean {
  return conversationId.startsWith('email:');
}
