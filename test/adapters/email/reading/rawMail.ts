/** Raw mails for the reader's tests: a whole valid one, of which a test names what matters to it. */
export interface RawParts {
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  /** Header lines above all others, as servers add them. */
  readonly above?: readonly string[];
  readonly body?: string;
}

const HEADERS = {
  From: 'Bob Ray <bob@lamps.example>',
  To: 'help@desk.example',
  Subject: 'Lamp',
  Date: 'Mon, 4 Jan 2021 19:03:00 +0100',
  'Message-ID': '<1@lamps.example>',
};

export function aRawMail({ headers = {}, above = [], body = 'The lamp is red.' }: RawParts = {}): Buffer {
  const all: Record<string, string | readonly string[]> = { ...HEADERS, ...headers };
  const lines = Object.entries(all).flatMap(([name, values]) =>
    [values].flat().map((value) => `${name}: ${value}`),
  );
  return Buffer.from([...above, ...lines.filter((line) => !line.endsWith(': ')), '', body, ''].join('\r\n'));
}

/** A mail of several parts: each "Content-Type: ...\n\nbody". */
export function aMultipart(
  type: string,
  parts: readonly string[],
  headers: RawParts['headers'] = {},
): Buffer {
  const body = [...parts.flatMap((part) => ['--cut', part.replaceAll('\n', '\r\n')]), '--cut--'].join('\r\n');
  return aRawMail({
    headers: { 'MIME-Version': '1.0', 'Content-Type': `${type}; boundary=cut`, ...headers },
    body,
  });
}
