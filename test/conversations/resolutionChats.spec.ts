/** Conversations about the shipped intents, with the real predictor and dialogs, where the agent may answer by itself. */
import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PersonReason, ResolvingStep } from '../../cases/resolution/state';
import type { Settings } from '../../cases/settings';
import { shippedSettings } from '../../cases/shipped/settings';
import { createStage, type Stage } from '../../commands/play/stage';
import { aFolder } from '../support/stores';

interface ResolutionChat {
  /** The promise kept. */
  readonly name: string;
  readonly lines: readonly (readonly [say: string, hear: RegExp | null])[];
  readonly ends: ResolvingStep;
  readonly reason?: PersonReason;
}

const DANA = 'I am Dana Reyes, dana@example.com.';
const SOLVED_EN = /Did this solve it\?$/;
const SOLVED_DE = /Hat das geholfen\?$/;
const PASSING = /I am passing you to a colleague now/;
const PASSING_DE = /Kolleg/;

const CHATS: readonly ResolutionChat[] = [
  {
    name: 'descaling: the solution at once, and it works',
    lines: [
      [`${DANA} How do I descale my machine? The light stays on.`, SOLVED_EN],
      ['Great, the light is off and it works again, thank you!', /We have closed case CAS-/],
    ],
    ends: 'solved',
  },
  {
    name: 'a missing parcel: the order number is asked for, and only that',
    lines: [
      [
        `${DANA} My coffee was meant to be here on Monday and nothing has come.`,
        /^[^]*one more thing\. What is the order number\?[^\n]*$/,
      ],
      ['it is 4711-88', /carrier to trace the parcel[^]*Did this solve it\?$/],
      ["ok, I'll wait then", null],
    ],
    ends: 'proposed',
  },
  {
    name: 'a missing parcel whose order number is not at hand is left to a person',
    lines: [
      [`${DANA} My order never arrived.`, /What is the order number\?/],
      ["I don't have it at hand", PASSING],
    ],
    ends: 'person',
    reason: 'cannot-say',
  },
  {
    name: 'a refund that was paid: the customer was wrong about it',
    lines: [
      [`${DANA} I want my money back for order 4711-88.`, /five working days[^]*Did this solve it\?$/],
      ['no, I still have not got it', PASSING],
    ],
    ends: 'person',
    reason: 'declined',
  },
  {
    name: 'Entkalken, auf Deutsch, mit Erfolg',
    lines: [
      [
        'Guten Tag, mein Name ist Sabine Krüger, sabine@example.de. Meine Maschine will ständig entkalkt werden.',
        SOLVED_DE,
      ],
      ['Super, jetzt geht es wieder, vielen Dank!', /Fall CAS-\S+ abgeschlossen/],
    ],
    ends: 'solved',
  },
  {
    name: 'Paket, auf Deutsch: gefragt, beantwortet, nicht geholfen',
    lines: [
      ['Ich bin Sabine Krüger, sabine@example.de. Mein Paket ist nicht angekommen.', /Bestellnummer/],
      ['Die Nummer ist 4711-88', SOLVED_DE],
      ['Nein, es ist immer noch nichts da', PASSING_DE],
    ],
    ends: 'person',
    reason: 'declined',
  },
  {
    name: 'somebody who asks for a person is not asked anything else',
    lines: [
      [`${DANA} My order never arrived.`, /What is the order number\?/],
      ['I want to talk to a person', PASSING],
    ],
    ends: 'stopped',
  },
];

function answeringByItself(): Settings {
  const { resolution } = shippedSettings;
  const linesOfBusiness = resolution.linesOfBusiness.map((line) => ({
    ...line,
    automation: 'full' as const,
  }));
  return { ...shippedSettings, resolution: { ...resolution, linesOfBusiness } };
}

async function play({ lines, ends, reason }: ResolutionChat, stage: Stage): Promise<void> {
  for (const [text, hear] of lines) {
    const { replies } = await stage.play({ from: 'customer', text });
    const heard = replies.filter((line) => !/I have opened case|eröffnet/.test(line));
    assert.equal(heard.length, hear ? 1 : 0, `${text}: ${heard.join(' | ')}`);
    if (hear) assert.match(heard[0] ?? '', hear);
  }
  const found = await stage.theCase();
  assert.deepEqual([found?.resolving?.step, found?.resolving?.reason], [ends, reason]);
  assert.equal(found?.status, ends === 'solved' ? 'resolved' : 'active');
}

/** An intent of articles alone, in a folder of the machine. */
async function withArticles(run: (stage: Stage) => Promise<void>): Promise<void> {
  const folder = aFolder();
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'leaks.md'), '# Water under the machine\n\nSeat the tank until it clicks.');
  writeFileSync(
    join(folder, 'leaks.de.md'),
    '# Wasser unter der Maschine\n\nDrücken Sie den Tank ein, bis er einrastet.',
  );
  writeFileSync(join(folder, 'beans.md'), '# Beans\n\nKeep them dry.');
  const { resolution, ...settings } = answeringByItself();
  const intents = resolution.intents.map((one) =>
    one.name === 'leak' ? { ...one, solution: undefined, attributes: [] } : one,
  );
  const knowledge = { kind: 'folder' as const, path: folder, refreshMinutes: 5 };
  const stage = await createStage({ ...settings, resolution: { ...resolution, intents, knowledge } });
  try {
    await run(stage);
  } finally {
    await stage.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

describe('a conversation that is resolved', () => {
  it('from an article, whose passage is quoted with its title, in the language of the customer', () =>
    withArticles(async (stage) => {
      await stage.play({
        from: 'customer',
        text: 'Ich bin Sabine Krüger, sabine@example.de. Meine Maschine ist undicht, unten läuft Wasser heraus.',
      });
      const replies: string[] = [];
      // What rules want to know comes first.
      for (const text of ['Aroma Duo', 'CM-2481-09371'])
        replies.push(...(await stage.play({ from: 'customer', text })).replies);
      const expected =
        'In „Wasser unter der Maschine“ steht:\n\nDrücken Sie den Tank ein, bis er einrastet.\n\nHat das geholfen?';
      assert.equal(replies.at(-1), expected);
    }));

  for (const chat of CHATS)
    it(chat.name, async () => {
      const stage = await createStage(answeringByItself());
      try {
        await play(chat, stage);
      } finally {
        await stage.close();
      }
    });
});
