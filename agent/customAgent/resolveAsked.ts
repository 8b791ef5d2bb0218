/** Somebody outside wants a case resolved: the custom agent of its intent is called, whatever was said before. */
import type { Conversation } from '../../cases/conversation';
import { INTENT_FIELD, intentNamed } from '../../cases/intents';
import type { MoveDraft, RequestedEntry } from '../../cases/moves';
import type { NothingReason } from '../../cases/operation';
import type { Settings } from '../../cases/settings';
import { traced } from '../../cases/trace';
import type { AgentContext } from '../context';
import type { Made } from '../inbox';
import { standingCase } from '../standingCase';

export type ResolveRequest = Extract<RequestedEntry, { kind: 'resolve' }>;

export async function resolveAsked(
  { store }: AgentContext,
  conversation: Conversation,
  { automation, caseId, operation }: ResolveRequest,
  { resolution }: Settings,
): Promise<Made> {
  const found = await standingCase(store, caseId);
  const own = await standingCase(store, conversation.caseId);
  const nothing = (why: NothingReason): Made =>
    made({ kind: 'outcome', caseId, operation, action: 'resolve', outcome: { kind: 'nothing', why } });
  if (!found || found._id !== own?._id) return nothing('other-case');
  if (found.status !== 'active') return nothing('case-closed');
  const intent = intentNamed(resolution, found.fields[INTENT_FIELD]?.value);
  if (!intent) return nothing('no-intent');
  const agent = intent.customAgent;
  if (agent === undefined) return nothing('no-custom-agent');
  const basedOn = conversation.lastCustomerSeq;
  return made({ kind: 'call', caseId: found._id, agent, basedOn, automation, operation });
}

function made(move: MoveDraft): Made {
  return { replies: [], moves: [move], set: {}, trace: [traced('resolve-asked')], keepsSaid: true };
}
