/** Preloaded into an agent: SIGUSR2 ends the thread that writes its store. */
const process = require('node:process');
const threads = require('node:worker_threads');

threads.Worker = class extends threads.Worker {
  constructor(file, options) {
    super(file, options);
    if (options?.name === 'store') process.once('SIGUSR2', () => void this.terminate());
  }
};
