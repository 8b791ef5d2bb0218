/** How much is done without a person. */
import { z } from 'zod/v4';

/** Microsoft's words are accepted beside ours. */
export const automation = z
  .enum(['full', 'confirm', 'Full', 'Semi', 'semi'])
  .transform((word) => (word.toLowerCase() === 'full' ? ('full' as const) : ('confirm' as const)));
