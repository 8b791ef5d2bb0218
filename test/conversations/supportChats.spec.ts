import assert from 'node:assert/strict';
import { shippedSettings } from '../../cases/shipped/settings';
import { createStage, type Shown, type Stage } from '../../commands/play/stage';
import { NOT_OPENING, OPENING, type CaseChat, type SupportChat } from './supportChats';

async function playAll(stage: Stage, { says }: SupportChat): Promise<Shown[]> {
  const shown: Shown[] = [];
  for (const text of says) shown.push(await stage.play({ from: 'customer', text }));
  return shown;
}

async function withStage(run: (stage: Stage) => Promise<void>): Promise<void> {
  const stage = await createStage(shippedSettings);
  try {
    await run(stage);
  } finally {
    await stage.close();
  }
}

function checkWords({ hears = {}, neverHears }: SupportChat, shown: readonly Shown[]): void {
  const replies = shown.map((one) => one.replies.join('\n'));
  for (const [turn, expected] of Object.entries(hears)) assert.match(replies[Number(turn)] ?? '', expected);
  if (neverHears) for (const reply of replies) assert.doesNotMatch(reply, neverHears);
}

async function checkCase(chat: CaseChat, stage: Stage): Promise<void> {
  const found = await stage.theCase();
  assert.ok(found);
  for (const [field, expected] of Object.entries(chat.fields)) {
    const label: string = found.fields[field]?.label ?? 'nothing';
    if (typeof expected === 'string') assert.equal(label, expected, field);
    else assert.match(label, expected, field);
  }
  for (const field of chat.empty ?? [])
    assert.equal(found.fields[field]?.label, undefined, `${field} was never spoken of`);
}

describe('a support chat opens a case', () => {
  for (const chat of OPENING)
    it(chat.name, () =>
      withStage(async (stage) => {
        const shown = await playAll(stage, chat);
        assert.equal(
          shown.findIndex(({ opened }) => opened),
          chat.opensAt,
          'the turn that opens it',
        );
        checkWords(chat, shown);
        await checkCase(chat, stage);
      }),
    );
});

describe('a support chat opens no case', () => {
  for (const chat of NOT_OPENING)
    it(chat.name, () =>
      withStage(async (stage) => {
        const shown = await playAll(stage, chat);
        assert.equal(await stage.theCase(), undefined);
        checkWords(chat, shown);
      }),
    );
});
