/** Somebody waits for a person: who, about what, since when, the case so far. When accepted it says who has it. */
import { rich } from './elements';
import type { CardParts, Frame } from './frame';
import { LINE_CHARS_MAX, literal } from './literal';
import { channelName, facts, heading, quiet, quoteRun, when } from './pieces';
import type { ContentOf } from './pieces';

export function queueCard(content: ContentOf<'queue'>, frame: Frame): CardParts {
  const { live, fields, conversationId, problem } = content;
  const waits = live.state === 'waiting';
  return {
    body: [
      heading(titleOf(content, frame)),
      ...quiet(detailsOf(content, frame), 'Small'),
      ...quiet([waits ? line(live.about) : undefined]),
      ...(waits ? when(live.since, frame) : []),
      ...(waits && live.said ? [rich([quoteRun(live.said, frame)], { spacing: 'Small' })] : []),
      ...(waits ? facts(fields, frame) : []),
    ],
    buttons: waits ? [{ action: { verb: 'accept-conversation', conversationId, problem } }] : [],
  };
}

function titleOf({ live }: ContentOf<'queue'>, { texts }: Frame): string {
  const who = literal(live.who, LINE_CHARS_MAX);
  if (live.state === 'over') return texts.overWith(who);
  return live.state === 'taken' ? texts.takenBy(literal(live.by ?? '', LINE_CHARS_MAX)) : texts.waits(who);
}

function detailsOf({ live }: ContentOf<'queue'>, frame: Frame): (string | undefined)[] {
  const { texts } = frame;
  if (live.state !== 'waiting') return [line(live.who), line(live.about)];
  return [
    live.reason && texts.waitReason[live.reason],
    live.by === undefined ? undefined : texts.passedTo(literal(live.by, LINE_CHARS_MAX)),
    line(live.queue),
    literal(channelName(live.channel, frame), LINE_CHARS_MAX),
  ];
}

function line(words: string | undefined): string | undefined {
  return words === undefined ? undefined : literal(words, LINE_CHARS_MAX);
}
