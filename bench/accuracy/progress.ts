/** A line that is written over itself on a terminal; nothing elsewhere. */
export interface Progress {
  part(name: string): void;
  step(done: number, of: number): void;
  end(): void;
}

const STEPS_APART_MS = 100;

export function createProgress(out: NodeJS.WriteStream = process.stderr): Progress {
  let part = '';
  let last = 0;
  const write = (text: string): void => {
    if (out.isTTY) out.write(`\r\u001b[2K${text}`);
  };
  return {
    part: (name) => {
      part = name;
      last = 0;
      write(name);
    },
    step: (done, of) => {
      if (Date.now() - last < STEPS_APART_MS) return;
      last = Date.now();
      write(`${part}: ${done} of ${of}`);
    },
    end: () => write(''),
  };
}
