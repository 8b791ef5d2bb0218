/** An action failed: what happened, what to do, and the way back to the card. Never what went wrong inside. */
import { rich, run } from './elements';
import type { CardParts } from './frame';
import { literal } from './literal';
import type { ContentOf } from './pieces';

export function failedCard({ happened, todo, again }: ContentOf<'failed'>): CardParts {
  return {
    body: [
      rich([run(literal(happened), { weight: 'Bolder', color: 'Attention' })]),
      rich([run(literal(todo))], { spacing: 'Small' }),
    ],
    buttons: again ? [{ action: { verb: 'refresh', card: again } }] : [],
  };
}
