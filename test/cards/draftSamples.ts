/** Drafts in the states that look different. */
import type { CardContent, CaseHead, DraftView, FieldView } from '../../cases/cardContent';

export function aDraftView(over: Partial<DraftView> = {}): DraftView {
  return {
    id: 'd7',
    revision: 1,
    kind: 'question',
    purpose: { intent: 'Leaking machine' },
    asks: ['Serial number'],
    channel: 'webchat',
    text: 'Thank you, Dana. Which serial number stands on the plate under the machine? It looks like CM-2481-09371.',
    byAi: true,
    author: 'gpt-4o',
    fromTemplate: false,
    quotes: ['my Aroma 300 leaks from the bottom'],
    fields: [],
    seen: 4,
    state: 'open',
    at: '2026-11-03T14:03:00.000Z',
    hasTemplates: false,
    ...over,
  };
}

const MAIL_TEXT = `Hello Dana,

a week ago we asked you whether the new gasket has stopped the leak in your Aroma 300.
Could you let us know how it is now?

Kind regards
Alex Kim`;

export function draftSamples(
  head: CaseHead,
  fields: readonly FieldView[],
): Readonly<Record<string, CardContent>> {
  return {
    draft: { kind: 'draft', case: head, draft: aDraftView() },
    draftResolves: {
      kind: 'draft',
      case: head,
      draft: aDraftView({ kind: 'closing', asks: [], resolves: true, text: 'We close this, then.' }),
    },
    draftMail: {
      kind: 'draft',
      case: head,
      draft: aDraftView({
        kind: 'follow-up',
        purpose: { rule: 'Waiting for the customer', number: 2 },
        asks: [],
        channel: 'email',
        subject: 'Does your Aroma 300 still leak?',
        text: MAIL_TEXT,
        template: 'Friendly reminder',
        author: 'Friendly reminder',
        byAi: false,
        fromTemplate: true,
        editedBy: 'Alex Kim',
        quotes: [],
        fields: fields.slice(0, 2),
        hasTemplates: true,
      }),
    },
    draftStale: {
      kind: 'draft',
      case: head,
      draft: aDraftView({ kind: 'solution', asks: [], since: 'never mind, I found the gasket', seen: 6 }),
    },
    draftSent: {
      kind: 'draft',
      case: head,
      draft: aDraftView({ state: 'sent', by: 'Alex Kim', at: '2026-11-03T14:04:00.000Z' }),
    },
    draftSuperseded: { kind: 'draft', case: head, draft: aDraftView({ state: 'superseded' }) },
    draftResolution: {
      kind: 'draft',
      case: head,
      draft: aDraftView({
        kind: 'resolution',
        purpose: undefined,
        asks: [],
        text: 'A worn gasket was replaced; the machine does not leak any more.',
        statusReason: 'Problem solved',
        remarks: 'Second leak of an Aroma 300 this month.',
      }),
    },
    suggestFollowUp: {
      kind: 'suggested-actions',
      case: head,
      suggestion: 'send-next-follow-up',
      rule: 'Waiting for the customer',
      summary:
        'The customer last wrote 6 days ago and asked: “is there a gasket for it?”; follow-up 1 was sent 2 days ago.',
      at: '2026-11-03T14:00:00.000Z',
      thumbs: true,
    },
    suggestResolve: {
      kind: 'suggested-actions',
      case: head,
      suggestion: 'resolve',
      summary: 'The customer last wrote 9 days ago: “I will try it”; follow-up 3 was sent 2 days ago.',
      at: '2026-11-03T14:00:00.000Z',
    },
    suggestNothing: {
      kind: 'suggested-actions',
      case: head,
      summary: 'The customer said just now that it is solved; nobody has answered since.',
    },
    draftEdit: {
      kind: 'draft-form',
      case: head,
      draftId: 'd7',
      revision: 1,
      form: 'edit',
      fields: [
        { name: 'subject', label: 'Subject', type: 'text', value: 'Does your Aroma 300 still leak?' },
        { name: 'text', label: 'Words', type: 'multilineText', value: MAIL_TEXT },
      ],
    },
    draftTemplates: {
      kind: 'draft-form',
      case: head,
      draftId: 'd7',
      revision: 1,
      form: 'template',
      fields: [
        {
          name: 'template',
          label: 'Template',
          type: 'choice',
          value: 'Friendly reminder',
          options: [
            { value: 'Friendly reminder', label: 'Friendly reminder (recommended)' },
            { value: 'Last reminder', label: 'Last reminder' },
            { value: '-', label: 'No template' },
          ],
        },
      ],
    },
  };
}
