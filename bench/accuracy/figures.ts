/** Counting: right, wrong, missed, and what follows from them. */
export type Figures = Record<string, number>;

export class Count {
  right = 0;
  wrong = 0;
  /** The truth has a value and nothing was filled. */
  missed = 0;

  add(verdict: 'right' | 'wrong' | 'missed'): void {
    this[verdict]++;
  }

  /** Of what was filled, the share that is right. */
  get precision(): number {
    return share(this.right, this.right + this.wrong);
  }

  /** Of what there was to fill, the share that was filled rightly. */
  get recall(): number {
    return share(this.right, this.right + this.wrong + this.missed);
  }

  get f1(): number {
    return share(2 * this.right, 2 * this.right + 2 * this.wrong + this.missed);
  }
}

/** How far confidence can be trusted: what was filled, each with how sure and whether right. */
export class Calibration {
  private readonly all: { readonly confidence: number; readonly right: boolean }[] = [];

  add(confidence: number, right: boolean): void {
    this.all.push({ confidence, right });
  }

  /** Of the values filled at least that surely, the share that is right. */
  rightFrom(confidence: number): number {
    const sure = this.all.filter((one) => one.confidence >= confidence);
    return share(sure.filter(({ right }) => right).length, sure.length);
  }

  /** Of all that was filled rightly, the share that was filled at least that surely. */
  coverageFrom(confidence: number): number {
    const right = this.all.filter((one) => one.right);
    return share(right.filter((one) => one.confidence >= confidence).length, right.length);
  }
}

/** Nothing of nothing is no figure: 0. */
export function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}

/** The keys with something in front. */
export function under(prefix: string, figures: Figures): Figures {
  return Object.fromEntries(Object.entries(figures).map(([key, value]) => [`${prefix}.${key}`, value]));
}
