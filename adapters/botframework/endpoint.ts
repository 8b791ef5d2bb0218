/** `POST /api/messages`: authenticated by the SDK, answered by us, since the SDK cannot say "not now". */
import type { TeamsAdapter } from '@microsoft/teams-ai';
import type { TurnContext } from 'botbuilder';
import type { CardAction, UnknownAction } from '../../cases/cardActions';
import type { CardContent, Clicked } from '../../cases/cardContent';
import type { Receive, Received } from '../../cases/conversation/receiving';
import type { Place, PlaceEvent } from '../../cases/live/places';
import { conversationIdOf, type IncomingTurn } from '../../cases/conversation/turns';
import type { Person } from '../../cases/values';
import { CARD_CONTENT_TYPE, type AdaptiveCard } from '../../cards';
import { incomingActivity, type IncomingActivity } from './activity';
import { flavourOf, type RenderCard } from './channel';
import { parseCaseQuery, SEARCH, searchResults, type CaseQuery, type Result } from './messageExtension';
import { HeldResponse, type Answer } from './heldResponse';
import { identityOf, personOf, turnOfActivity, turnReference, viewerIdOf } from './incoming';
import { placeEventOf } from './placeEvents';
import { conversationOf, kindOf } from './places';
import type { Replies } from './replies';

/** How long a request that wants its replies in the response is held. */
const EXPECT_REPLIES_MS = 10_000;
const BUSY_RETRY_AFTER_SECONDS = 2;

export interface EndpointDeps {
  readonly adapter: Pick<TeamsAdapter, 'process'>;
  /** Routes a message, mentions taken off, to the handler that it is given. */
  readonly route: (context: TurnContext, onMessage: (context: TurnContext) => Promise<void>) => Promise<void>;
  readonly receive: Receive;
  readonly act: (
    conversationId: string,
    action: CardAction | UnknownAction,
    click: { id: string; by: Person; identityId?: string; viewerId?: string; thread?: Place },
  ) => Promise<Clicked>;
  /** Whether what people say among themselves in a conversation is to be taken. */
  readonly listensTo: (conversationId: string) => Promise<boolean>;
  /** Somebody types; nobody waits for what comes of it. */
  readonly typed: (typing: { conversationId: string; by: Person; identityId?: string }) => void;
  /** The bot came to a place or left it. */
  readonly placeChanged: (event: PlaceEvent) => Promise<void>;
  /** Cases by words, for whoever the identity is. */
  readonly search: (
    asked: CaseQuery & { language: string },
    identityId?: string,
  ) => Promise<readonly Result[]>;
  /** Resolves when the conversation has nothing left to do for now. */
  readonly quiet: (conversationId: string) => Promise<void>;
  /** Undefined where there is no such conversation. */
  readonly end: (conversationId: string, by: Person, id: string) => Promise<Received | undefined>;
  readonly replies: Replies;
  readonly parseInvoke: (value: unknown) => CardAction | UnknownAction;
  readonly parseAction: (value: unknown) => CardAction | UnknownAction;
  readonly render: RenderCard;
  readonly maySendTo: (serviceUrl: string) => boolean;
  /** Whether the channel vouches for who speaks: an authenticated activity of a listed tenant. */
  readonly vouches: (activity: IncomingActivity) => Promise<boolean>;
  readonly textCharsMax: () => Promise<number>;
  readonly clock: () => string;
  readonly newId: () => string;
  readonly log: { error(details: object, message: string): void };
}

export interface EndpointRequest {
  readonly body?: unknown;
  readonly headers: Record<string, unknown>;
  readonly method?: string;
}

/** Answers one request; never throws. */
export async function answerActivity(deps: EndpointDeps, request: EndpointRequest): Promise<Answer> {
  const parsed = incomingActivity.safeParse(request.body);
  if (!parsed.success)
    return problem(400, 'BadActivity', `This is not a Bot Framework activity: ${whatIsWrong(parsed.error)}.`);
  const activity = parsed.data;
  if (!deps.maySendTo(activity.serviceUrl))
    return problem(403, 'ServiceUrlRefused', 'Replies to this serviceUrl are not allowed here.');
  const held = new HeldResponse();
  let answer: Answer | undefined;
  try {
    await deps.adapter.process(request as never, held as never, async (context) => {
      answer = await answerTurn(deps, context, activity);
    });
  } catch (error) {
    deps.log.error({ err: error }, 'an activity could not be processed');
    return problem(500, 'Failed', 'The activity could not be processed.');
  }
  return answer ?? fromSdk(held);
}

/** The SDK's own refusals (a bad token) keep their status; its texts are not for strangers. */
function fromSdk(held: HeldResponse): Answer {
  const { status } = held.answer;
  if (status < 400) return { status, body: undefined };
  return problem(
    status,
    status === 401 ? 'Unauthorized' : 'Failed',
    status === 401 ? 'The request is not authorised.' : 'The activity could not be processed.',
  );
}

async function answerTurn(
  deps: EndpointDeps,
  context: TurnContext,
  activity: IncomingActivity,
): Promise<Answer> {
  try {
    if (activity.type === 'invoke') return await answerInvoke(deps, activity);
    if (activity.type === 'endOfConversation') return await answerEnd(deps, activity);
    if (activity.type !== 'message') return await answerEvent(deps, activity);
    let answer: Answer = { status: 200, body: undefined };
    await deps.route(context, async () => {
      answer = await answerMessage(deps, activity);
    });
    return answer;
  } catch (error) {
    deps.log.error({ err: error }, 'a turn was not taken');
    if (error instanceof Error && 'retry' in error && error.retry === true)
      return busy(BUSY_RETRY_AFTER_SECONDS);
    return problem(500, 'Failed', 'The activity could not be processed.');
  }
}

async function answerMessage(deps: EndpointDeps, activity: IncomingActivity): Promise<Answer> {
  const limit = await deps.textCharsMax();
  if ((activity.text?.length ?? 0) > limit)
    return problem(413, 'TextTooLong', `The text is longer than ${limit} characters.`);
  const turn = turnOfActivity(activity, {
    ...deps,
    now: deps.clock(),
    vouched: await deps.vouches(activity),
  });
  if (turn.text === '' && !turn.action && !turn.attachments?.length) return { status: 200, body: undefined };
  const overheard = turn.shared !== undefined && !turn.shared.addressed;
  if (overheard && !(await deps.listensTo(conversationIdOf(turn.channel, turn.conversation))))
    return { status: 200, body: undefined };
  return turn.now ? answerInResponse(deps, turn) : answered(await deps.receive(turn));
}

/** The request is the lane's transport while it is open; what comes later goes by the service URL. */
async function answerInResponse(deps: EndpointDeps, turn: IncomingTurn): Promise<Answer> {
  const conversationId = conversationIdOf(turn.channel, turn.conversation);
  if (!deps.replies.begin(conversationId)) return answered(await deps.receive(turn));
  let received: Received;
  try {
    received = await deps.receive(turn);
    if (received.kind === 'accepted') await withinTime(deps.quiet(conversationId), EXPECT_REPLIES_MS);
  } catch (error) {
    deps.replies.end(conversationId);
    throw error;
  }
  const activities = deps.replies.end(conversationId);
  return received.kind === 'accepted' ? { status: 200, body: { activities } } : answered(received);
}

async function withinTime(work: Promise<void>, ms: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, ms)));
  await Promise.race([work, late]);
  clearTimeout(timer);
}

function answered(received: Received): Answer {
  return received.kind === 'busy' ? busy(received.retryAfterSeconds) : { status: 200, body: undefined };
}

async function answerInvoke(deps: EndpointDeps, activity: IncomingActivity): Promise<Answer> {
  if (activity.name === SEARCH) return answerSearch(deps, activity);
  if (activity.name !== 'adaptiveCard/action') return { status: 501, body: undefined };
  const action = deps.parseInvoke(activity.value);
  const identity = (await deps.vouches(activity)) ? identityOf(activity) : undefined;
  const by = personOf(activity);
  const click = {
    id: activity.id ?? deps.newId(),
    by,
    ...(identity ? { identityId: identity.id } : {}),
    viewerId: viewerIdOf(activity),
  };
  const thread = threadOf(activity);
  const where = conversationIdOf(activity.channelId, conversationOf(activity));
  const clicked = await deps.act(where, action, { ...click, ...(thread ? { thread } : {}) });
  const body = invokeBody(deps, action, clicked, activity);
  return {
    status: 200,
    body: activity.deliveryMode === 'expectReplies' ? expectedInvoke(activity, body) : body,
  };
}

/** The thread that a card was clicked in, where it is in a channel. */
function threadOf(activity: IncomingActivity): Place | undefined {
  if (kindOf(activity) !== 'channel') return undefined;
  const reference = turnReference(activity);
  return { channel: activity.channelId, conversation: reference.conversation, reference, name: '' };
}

/** What is no message: somebody types, the bot came or left; the rest is none of ours. */
async function answerEvent(deps: EndpointDeps, activity: IncomingActivity): Promise<Answer> {
  const vouched = await deps.vouches(activity);
  if (activity.type === 'typing') {
    const identityId = vouched ? identityOf(activity)?.id : undefined;
    const conversationId = conversationIdOf(activity.channelId, conversationOf(activity));
    deps.typed({ conversationId, by: personOf(activity), identityId });
  }
  const event = placeEventOf(activity, vouched);
  if (event) await deps.placeChanged(event);
  return { status: 200, body: undefined };
}

async function answerSearch(deps: EndpointDeps, activity: IncomingActivity): Promise<Answer> {
  const asked = parseCaseQuery(activity.value);
  if (!asked) return problem(400, 'BadQuery', 'This is not a search for cases.');
  const identity = (await deps.vouches(activity)) ? identityOf(activity) : undefined;
  const language = activity.locale ?? 'en';
  const found = await deps.search({ ...asked, language }, identity?.id);
  const render = (content: CardContent): AdaptiveCard =>
    deps.render(content, { flavour: flavourOf(activity.channelId), language });
  return { status: 200, body: searchResults(found, render) };
}

/** https://learn.microsoft.com/adaptive-cards/authoring-cards/universal-action-model#response-format */
function invokeBody(
  deps: EndpointDeps,
  { verb }: CardAction | UnknownAction,
  { card, viewers, ...shown }: Clicked,
  activity: IncomingActivity,
): object {
  if (card.kind === 'told') return verb === 'refresh' ? notShown(card.text) : message(card.text);
  const flavour = flavourOf(activity.channelId);
  const language = activity.locale ?? 'en';
  const target = { ...shown, flavour, language, viewers: [...viewers, activity.from.id] };
  return { statusCode: 200, type: CARD_CONTENT_TYPE, value: deps.render(card, target) };
}

function message(text: string): object {
  return { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: text };
}

/** A card that is only looked at stays as it is: nobody has asked for words. */
function notShown(text: string): object {
  return {
    statusCode: 403,
    type: 'application/vnd.microsoft.error',
    value: { code: 'Forbidden', message: text },
  };
}

function expectedInvoke(activity: IncomingActivity, body: object): object {
  return { activities: [{ type: 'invokeResponse', replyToId: activity.id, value: { status: 200, body } }] };
}

async function answerEnd(deps: EndpointDeps, activity: IncomingActivity): Promise<Answer> {
  const id = activity.id ?? deps.newId();
  const conversationId = conversationIdOf(activity.channelId, activity.conversation.id);
  const ended = await deps.end(conversationId, personOf(activity), id);
  return ended ? answered(ended) : { status: 200, body: undefined };
}

export function problem(status: number, code: string, message: string): Answer {
  return { status, body: { error: { code, message } } };
}

function busy(retryAfterSeconds: number): Answer {
  const body = { error: { code: 'Busy', message: 'Please send it again in a moment.' } };
  return { status: 503, body, headers: { 'Retry-After': String(retryAfterSeconds) } };
}

function whatIsWrong(error: {
  readonly issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[];
}): string {
  const issue = error.issues[0];
  return issue ? `${issue.path.join('.') || 'the body'}: ${issue.message}` : 'unknown';
}
