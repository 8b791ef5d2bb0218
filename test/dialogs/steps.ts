/** Runs the dialogs the way the agent does, one turn after the other, and keeps what it would keep. */
import { createDialogStep } from '../../dialogs/step';
import type { DialogView, MissingField, StepResult } from '../../cases/channel';
import type { DialogStack } from '../../cases/conversation/conversation';

export const ISSUE: MissingField = { name: 'issue', label: 'Issue', question: 'What can we help you with?' };
export const CONTACT: MissingField = { name: 'contact', label: 'Contact', have: [] };
export const SERIAL: MissingField = { name: 'serial', label: 'Serial number' };

export function aView(over: Partial<DialogView> = {}): DialogView {
  return { language: 'en', missing: [], asked: {}, skipped: [], ...over };
}

/** One customer's conversation with the dialogs. */
export class Talk {
  stack: DialogStack | null = null;
  asked: Record<string, number> = {};
  skipped: string[] = [];
  private readonly dialogs = createDialogStep();

  constructor(
    public missing: readonly MissingField[],
    private readonly language = 'en',
  ) {}

  /** What the customer hears in answer. The stack goes through JSON, as in the store. */
  async say(text: string, over: Partial<DialogView> = {}): Promise<StepResult> {
    const { language, missing, asked, skipped } = this;
    const result = await this.dialogs.step(
      this.stack,
      { text },
      aView({ language, missing, asked, skipped, ...over }),
    );
    for (const outcome of result.outcomes) {
      if (outcome.kind === 'asked')
        this.asked = { ...this.asked, [outcome.field]: (this.asked[outcome.field] ?? 0) + 1 };
      if (outcome.kind === 'skipped') this.skipped = [...this.skipped, outcome.field];
    }
    this.stack = JSON.parse(JSON.stringify(result.stack)) as DialogStack | null;
    return result;
  }
}
