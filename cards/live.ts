/** For who has accepted a conversation: what was said, the case so far, and the ways out. */
import { container, rich, run, type Element } from './elements';
import type { CardParts, Frame } from './frame';
import { LINE_CHARS_MAX, literal, VALUE_CHARS_MAX } from './literal';
import { channelName, facts, heading, missingLine, quiet, section } from './pieces';
import type { ContentOf } from './pieces';

export function liveCard(content: ContentOf<'live'>, frame: Frame): CardParts {
  const { live, fields, missing, transcript, conversationId, problem } = content;
  const who = literal(live.who, LINE_CHARS_MAX);
  const mine = live.state === 'taken';
  const about = live.about === undefined ? undefined : literal(live.about, LINE_CHARS_MAX);
  return {
    body: [
      heading(mine ? frame.texts.liveWith(who) : frame.texts.overWith(who)),
      ...quiet([literal(channelName(live.channel, frame), LINE_CHARS_MAX), about], 'Small'),
      ...(mine ? [rich([run(frame.texts.liveHint(who), { size: 'Small' })], { spacing: 'Small' })] : []),
      ...said(transcript, frame),
      ...facts(fields, frame),
      ...missingLine(missing, frame),
    ],
    buttons: mine
      ? [
          { action: { verb: 'end-conversation', conversationId, problem } },
          { action: { verb: 'release-conversation', conversationId, problem } },
        ]
      : [],
  };
}

function said(transcript: ContentOf<'live'>['transcript'], frame: Frame): Element[] {
  if (transcript.length === 0) return [];
  const lines = transcript.map(({ from, by, text }) => {
    const name = from === 'agent' ? frame.texts.agent : literal(by, LINE_CHARS_MAX);
    const runs = [
      run(`${name}: `, { size: 'Small', weight: 'Bolder', isSubtle: from !== 'customer' }),
      run(literal(text, VALUE_CHARS_MAX), { size: 'Small', isSubtle: from !== 'customer' }),
    ];
    return rich(runs, { spacing: 'Small' });
  });
  return [section(frame.texts.said), container(lines, { spacing: 'Small' })];
}
