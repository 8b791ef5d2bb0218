/** A field is asked about from now on, or could be filled without asking: an administrator says which. */
import { automationTexts } from '../cases/texts/automation';
import type { Button } from './actions';
import { rich, run } from './elements';
import type { CardParts, Frame } from './frame';
import { LINE_CHARS_MAX, literal } from './literal';
import { heading, percent, when } from './pieces';
import type { ContentOf } from './pieces';

type Automation = ContentOf<'automation'>;

export function automationCard(content: Automation, frame: Frame): CardParts {
  const [title = '', ...why] = automationLines(content, frame);
  return {
    body: [
      heading(title),
      ...when(content.at, frame),
      ...why.map((line) => rich([run(line)], { spacing: 'Small' })),
    ],
    buttons: buttonsOf(content, frame),
  };
}

/** What it is, and why where somebody may answer. */
export function automationLines(content: Automation, frame: Frame): string[] {
  const texts = automationTexts(frame.language);
  const label = literal(content.label, LINE_CHARS_MAX);
  const { decided, accepted, state } = content;
  const rate = percent(decided === 0 ? 0 : accepted / decided, frame);
  const figures = { label, decided, accepted, rate, limit: percent(content.limit, frame) };
  switch (state) {
    case 'demoted':
      return [texts.demoted(label), texts.demotedWhy(figures)];
    case 'offered':
      return [texts.offered(label), texts.offeredWhy(figures)];
    case 'gone':
      return [texts.gone(label)];
    default:
      return [texts[state](label, literal(content.by ?? '', LINE_CHARS_MAX))];
  }
}

function buttonsOf(content: Automation, frame: Frame): Button[] {
  const texts = automationTexts(frame.language);
  switch (content.state) {
    case 'demoted':
      return [switching(content, 'automatic', texts.backToAutomatic)];
    case 'offered':
      return [
        switching(content, 'automatic', texts.switchToAutomatic),
        switching(content, 'confirm', texts.keepAsking),
      ];
    default:
      return [];
  }
}

function switching({ field, id }: Automation, to: 'automatic' | 'confirm', title: string): Button {
  return { action: { verb: 'set-automation', field, to, answers: id }, title };
}
