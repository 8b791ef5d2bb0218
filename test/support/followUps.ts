/** The worked example of the reference: Contoso Coffee, three follow-ups 48 hours apart, then the case is closed. */
import { followUpSchema } from '../../cases/followUpSettings';
import type { SettingsInput } from '../../cases/settings';

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
