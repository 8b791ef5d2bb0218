/** Colours for people at a terminal; none where the output is a file, a pipe or a build's log, whatever CI is set to. */
import { isatty } from 'node:tty';
import picocolors from 'picocolors';

const STDOUT = 1;

export const colours = picocolors.createColors(picocolors.isColorSupported && isatty(STDOUT));
