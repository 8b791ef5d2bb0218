/** Who says thanks or goodbye is not asked what we can help with. */
import assert from 'node:assert/strict';
import { isFarewell } from '../../../cases/followUp/farewell';

const FAREWELLS = [
  'thanks',
  'Thank you so much!',
  'thanks a lot, bye',
  'ok, thank you',
  'Vielen Dank und auf Wiedersehen',
  'Danke schön!',
  'Great, thanks. Have a nice day',
];
const OTHERS = [
  'hi',
  'thanks, but it still leaks',
  'ok so what now?',
  'bye the way my machine is broken',
  'danke, aber es tropft noch',
  'I want to thank you for nothing',
  '',
];

describe('a farewell', () => {
  for (const text of FAREWELLS) it(`is heard in "${text}"`, () => assert.equal(isFarewell(text), true));
  for (const text of OTHERS) it(`is not heard in "${text}"`, () => assert.equal(isFarewell(text), false));
});
