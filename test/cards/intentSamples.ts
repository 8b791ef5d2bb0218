/** Intent cards in the states that look different. */
import type { CardContent, CaseHead } from '../../cases/cardContent';
import type { IntentView } from '../../cases/resolution/intentView';

export function anIntentView(over: Partial<IntentView> = {}): IntentView {
  return {
    step: 'asking',
    label: 'Order not arrived',
    lineOfBusiness: 'Orders',
    automation: 'confirm',
    quote: 'my coffee was meant to be here on Monday',
    confidence: 0.88,
    why: 'the conversation is about it: my coffee',
    issue: 'My coffee was meant to be here on Monday and nothing has come.',
    questions: [
      { question: 'What is the order number?', answer: '4711-88', quote: 'order 4711-88' },
      { question: 'Which address was it sent to?' },
    ],
    solution: 'We trace the parcel and send it again where it does not turn up within two days.',
    ...over,
  };
}

export function intentSamples(head: CaseHead): Readonly<Record<string, CardContent>> {
  const of = (over: Partial<IntentView>): CardContent => ({
    kind: 'intent',
    case: head,
    intent: anIntentView(over),
  });
  const unknown = { label: undefined, lineOfBusiness: undefined, quote: undefined, confidence: undefined };
  return {
    intent: of({}),
    intentDrafted: of({ drafted: true }),
    intentShown: of({ step: 'shown', automation: 'disabled', questions: [] }),
    intentArticle: of({ step: 'proposed', article: 'When a parcel is late', automation: 'full' }),
    intentUnknown: of({
      ...unknown,
      step: 'person',
      reason: 'not-understood',
      why: undefined,
      questions: [],
      solution: undefined,
    }),
    intentDeclined: of({ step: 'person', reason: 'declined' }),
    intentAccepted: of({ step: 'accepted' }),
    intentStopped: of({ step: 'stopped', by: 'Alex Kim' }),
  };
}

export function hostileIntent(head: CaseHead, words: string): CardContent {
  const said = { label: words, lineOfBusiness: words, quote: words, why: words, issue: words, by: words };
  const questions = [{ question: words, answer: words, quote: words }, { question: words }];
  const intent = anIntentView({ ...said, questions, solution: words, article: words });
  return { kind: 'intent', case: head, intent };
}
