/** The worked example of the reference: Contoso Coffee, three follow-ups 48 hours apart, then the case is closed. */
import assert from 'node:assert/strict';
import { withDraft, type DraftKind } from '../../cases/drafts/drafts';
import { followUpSchema } from '../../cases/followUp/settings';
import type { SettingsInput } from '../../cases/settings';
import { changed } from '../../cases/store';
import { AGENT } from './builders';
import type { World } from './world';

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;
export const TITLE = 'Contoso Coffee';

type RuleInput = NonNullable<NonNullable<SettingsInput['followUp']>['rules']>[number];

/** Cases whose title is Contoso Coffee, older than seven days, on hold. */
export function contosoRule(over: Partial<RuleInput> = {}): RuleInput {
  return {
    name: 'Contoso Coffee',
    state: 'active',
    when: {
      all: [
        { field: '@title', operator: 'equals', value: TITLE },
        { field: '@caseAgeDays', operator: 'greater', value: 7 },
      ],
    },
    automation: 'full',
    statusReason: 'On hold',
    followUps: [{ waitHours: 48 }, { waitHours: 48 }, { waitHours: 48 }],
    ...over,
  };
}

export function followUpOf(...rules: RuleInput[]) {
  return followUpSchema.parse({ rules });
}

interface DraftWords {
  readonly kind: DraftKind;
  readonly text: string;
  /** Which follow-up it is. */
  readonly number?: number;
}

/** A draft on the case of `c1`, which Rita sends as it is. */
export async function sendDraft(world: World, { kind, text, number }: DraftWords): Promise<void> {
  const { _id: caseId } = await world.case('c1');
  const { lastCustomerSeq: basedOn } = await world.conversation('c1');
  const draft = {
    kind,
    conversationId: 'emulator:c1',
    text,
    language: 'en',
    writtenBy: { kind: 'template', name: 'test' },
    purpose: { rule: TITLE, number },
    basedOn,
  } as const;
  const by = { at: new Date().toISOString(), by: AGENT, byKind: 'agent', tell: ['emulator:rita'] } as const;
  await world.store.update('cases', caseId, (found) => changed(withDraft(found, draft, by)));
  await world.agent.drain(caseId);
  await world.quiet();
  const shown = world.cards('rita', 'draft').at(-1)?.draft ?? assert.fail('no draft is shown');
  const { id: draftId, revision, seen } = shown;
  await world.click('rita', { verb: 'send-draft', caseId, draftId, revision, seen });
}
