import assert from 'node:assert/strict';
import { businessHours, isOpen, nextOpening } from '../../../cases/live/businessHours';

const hours = businessHours.parse({
  shifts: [
    { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '12:00' },
    { days: ['mon', 'tue', 'wed', 'thu'], from: '13:00', to: '17:00' },
  ],
  holidays: ['2026-12-25'],
});

describe('business hours', () => {
  const moments: [at: string, zone: string, open: boolean][] = [
    ['2026-01-05T09:00:00Z', 'UTC', true], // a Monday
    ['2026-01-05T08:59:59Z', 'UTC', false],
    ['2026-01-05T12:00:00Z', 'UTC', false],
    ['2026-01-05T12:00:00Z', 'Europe/Berlin', true], // 13:00 there
    ['2026-01-04T10:00:00Z', 'UTC', false], // a Sunday
    ['2026-07-06T07:00:00Z', 'Europe/Berlin', true], // 09:00 in summer
    ['2026-12-25T10:00:00Z', 'UTC', false], // a Friday, but a holiday
  ];
  for (const [at, zone, open] of moments)
    it(`are ${open ? 'on' : 'off'} at ${at} in ${zone}`, () => assert.equal(isOpen(hours, at, zone), open));

  const openings: [at: string, zone: string, day: string, from: string][] = [
    ['2026-01-05T06:00:00Z', 'UTC', 'mon', '09:00'],
    ['2026-01-05T12:30:00Z', 'UTC', 'mon', '13:00'],
    ['2026-01-09T14:00:00Z', 'UTC', 'mon', '09:00'], // Friday afternoon
    ['2026-12-25T06:00:00Z', 'UTC', 'mon', '09:00'],
    ['2026-01-05T20:00:00Z', 'America/New_York', 'tue', '09:00'],
  ];
  for (const [at, zone, day, from] of openings)
    it(`come next on ${day} at ${from} after ${at} in ${zone}`, () =>
      assert.deepEqual(nextOpening(hours, at, zone), { day, from }));

  it('are told as unknown where nobody comes for a month', () => {
    const never = {
      ...hours,
      holidays: Array.from({ length: 31 }, (_, at) => `2026-01-${String(at + 1).padStart(2, '0')}`),
    };
    assert.equal(nextOpening(never, '2026-01-01T00:00:00Z', 'UTC'), undefined);
  });

  it('cannot be written so that they never begin', () => {
    const wrong = { shifts: [{ days: ['mon'], from: '22:00', to: '06:00' }] };
    assert.equal(businessHours.safeParse(wrong).success, false);
  });
});
