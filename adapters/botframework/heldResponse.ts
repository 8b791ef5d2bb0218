/** A response that only remembers: the SDK answers into it, and we decide what goes out. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export class HeldResponse {
  private code = 200;
  private body: unknown;
  readonly socket = undefined;

  get answer(): Answer {
    return { status: this.code, body: this.body };
  }

  status(code: number): this {
    this.code = code;
    return this;
  }

  send(body: unknown): this {
    this.body = body;
    return this;
  }

  end(): this {
    return this;
  }

  header(): this {
    return this;
  }
}
