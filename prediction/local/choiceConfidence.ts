/** How sure it is that an option which was brought up is the one that is meant, beside the others and beside none. */
import { CHOICE_WEIGHTS } from './choiceTable';
import { TOLD, type Heard } from './hearings';

/** What each piece of evidence is worth. */
export type ChoiceWeights = Readonly<Record<ChoiceEvidence, number>>;

export const CHOICE_EVIDENCE = [
  'named',
  'fit',
  'asked',
  'latest',
  'accepted',
  'told',
  'before',
  'offered',
  'wondered',
  'changing',
] as const;
export type ChoiceEvidence = (typeof CHOICE_EVIDENCE)[number];

export const CHOICE_CONFIDENCE_MAX = 0.99;
const FIT_MAX = 0.97;
const FIT_MIN = 0.05;

/** The evidence for each option that was heard and not denied; the alternative, that none is meant, has none. */
export function evidenceOf(
  heard: readonly Heard[],
): ReadonlyMap<Heard, Readonly<Record<ChoiceEvidence, number>>> {
  const meant = heard.filter(({ denied }) => !denied);
  const latest = Math.max(...meant.map(({ at }) => at));
  return new Map(
    meant.map((one) => {
      const fit = Math.min(FIT_MAX, Math.max(FIT_MIN, one.fit));
      const isLatest = one.at === latest;
      return [
        one,
        {
          named: 1,
          fit: Math.log(fit / (1 - fit)),
          asked: one.asked,
          latest: isLatest ? 1 : 0,
          accepted: isLatest && one.accepted === 1 ? 1 : 0,
          told: isLatest && one.accepted === TOLD ? 1 : 0,
          before: !isLatest && one.accepted > 0 ? 1 : 0,
          offered: one.times === 0 ? 1 : 0,
          wondered: one.wondered ? 1 : 0,
          changing: isLatest && one.changing ? 1 : 0,
        },
      ];
    }),
  );
}

/** Each option's share of one; what is missing to one is "none of them". */
export function choiceShares(
  heard: readonly Heard[],
  weights: ChoiceWeights = CHOICE_WEIGHTS,
): ReadonlyMap<string, number> {
  const worth = new Map(heard.map(({ value }) => [value, 0]));
  for (const [one, evidence] of evidenceOf(heard))
    worth.set(
      one.value,
      Math.exp(CHOICE_EVIDENCE.reduce((sum, key) => sum + weights[key] * evidence[key], 0)),
    );
  const all = 1 + [...worth.values()].reduce((sum, one) => sum + one, 0);
  return new Map([...worth].map(([value, one]) => [value, Math.min(CHOICE_CONFIDENCE_MAX, one / all)]));
}
