/** What the settings say about people's judgement: what follows from it, and what is kept of it. */
import { z } from 'zod/v4';

/** Of a field's decisions. */
export const WINDOW_MAX = 500;

export const acceptanceSettings = z.strictObject({
  /** A field that is accepted less often is asked about; 0: never. A field's own `automation.limit` comes first. */
  limit: z.number().min(0).max(1).default(0.8),
  /** With fewer decisions nothing follows from them. */
  decisionsMin: z.number().int().min(1).max(WINDOW_MAX).default(20),
  /** The rate is that of the newest decisions: so many. */
  window: z.number().int().min(1).max(WINDOW_MAX).default(50),
});

export const recordingSettings = z.strictObject({
  /** Off: acts are counted for their fields, and nothing is kept of who did what where. */
  enabled: z.boolean().default(false),
  /** What was proposed and what stood at the end; off: only whether they matched. */
  values: z.boolean().default(false),
});
