/** Somebody outside wants a case resolved: the next step towards a solution is taken now, whatever was said before. */
import type { Conversation } from '../../cases/conversation/conversation';
import type { MoveDraft, RequestedEntry } from '../../cases/moves';
import type { NothingReason } from '../../cases/customAgent/operation';
import { wasSaid } from '../../cases/resolution/resolving';
import type { Settings } from '../../cases/settings';
import { traced } from '../../cases/deciding/trace';
import type { AgentContext } from '../context';
import type { Made } from '../inbox';
import { standingCase } from '../standingCase';
import { heardSoFar } from './answered';

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
  if (resolution.intents.length === 0) return nothing('no-intent');
  if (conversation.takenBy || conversation.waiting) return nothing('left-to-person');
  const heard = { said: wasSaid(found, conversation), unanswered: [] };
  return made({
    kind: 'resolving',
    caseId: found._id,
    ...heardSoFar(conversation),
    heard,
    asked: { automation, operation },
  });
}

function made(move: MoveDraft): Made {
  return { replies: [], moves: [move], set: {}, trace: [traced('resolve-asked')], keepsSaid: true };
}
