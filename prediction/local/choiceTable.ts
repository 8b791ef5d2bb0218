/**
 * How sure a choice may be, as it proved right on the training conversations of STAR and of the schema-guided
 * dialogues together. Written by `npm run bench -- calibrate`; run it again after a change to how choices are read.
 */

/** Log-odds for one of each, against "none of those that were brought up". */
export const CHOICE_WEIGHTS = {
  named: -0.73,
  fit: 0.62,
  asked: -0.55,
  latest: 1.56,
  accepted: 1.68,
  told: 0.91,
  before: 0.69,
  offered: -1.05,
  wondered: -0.14,
  changing: 0.31,
};

/** For the options that all of a conversation speaks for. */
export const TOPIC_CALIBRATION = { stretch: 1.7, tiring: 0.15, nothing: 5 };
