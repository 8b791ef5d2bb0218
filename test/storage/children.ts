/** Starts `embeddedChild.ts` in a process of its own and reads what it says. */
import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Store } from '../../cases/store';

export class Child {
  readonly lines: string[] = [];
  private rest = '';
  private readonly closed: Promise<unknown>;

  private constructor(private readonly child: ChildProcess) {
    this.closed = once(child, 'close');
    child.stdout?.setEncoding('utf8').on('data', (text: string) => this.read(text));
  }

  /** `limits`: a shell command that runs before it, such as `ulimit`. */
  static start(mode: 'open' | 'write', folder: string, limits = ':'): Child {
    const node = [process.execPath, '--import', 'tsx', join(__dirname, 'embeddedChild.ts'), mode, folder];
    const stdio = ['pipe', 'pipe', 'inherit'] as const;
    return new Child(spawn('sh', ['-c', `${limits}; exec "$@"`, 'sh', ...node], { stdio: [...stdio] }));
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** Resolves when the child has said that many lines, or one that matches. */
  async until(wanted: number | RegExp): Promise<void> {
    const met = (): boolean =>
      typeof wanted === 'number' ? this.lines.length >= wanted : this.lines.some((line) => wanted.test(line));
    while (!met()) {
      assert.equal(this.child.exitCode, null, `the child ended: ${this.lines.slice(-3).join(' | ')}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  goOn(): void {
    this.child.stdin?.write('\n');
  }

  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.closed;
  }

  /** Everything that it heard an acknowledgement for. */
  async assertAllIn(store: Store): Promise<void> {
    const last = new Map<string, number>();
    for (const line of this.lines) {
      const [what, id = '', n] = line.split(' ');
      if (what === 'turn') assert.ok(await store.get('turns', id), `turn ${id} was acknowledged and is lost`);
      if (what === 'counter') last.set(id, Number(n));
    }
    for (const [id, n] of last) {
      const counter = await store.get('counters', id);
      assert.ok((counter?.next ?? -1) >= n, `counter ${id} was acknowledged at ${n} and is ${counter?.next}`);
    }
  }

  private read(text: string): void {
    const lines = (this.rest + text).split('\n');
    this.rest = lines.pop() ?? ''; // cut off by a kill: not an acknowledgement
    this.lines.push(...lines);
  }
}
