/** What does not fit a schema, in words for whoever wrote it: where, what is wrong, what would fit. */
import type { z } from 'zod/v4';

type Issue = z.core.$ZodIssue;

export interface ProblemDetail {
  /** Where in the request: "fields.priority". */
  readonly path: string;
  readonly message: string;
}

const KINDS: Readonly<Partial<Record<string, string>>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};

export function detailsOf(issues: readonly Issue[], before: readonly PropertyKey[] = []): ProblemDetail[] {
  return issues.flatMap((issue) => {
    const path = [...before, ...issue.path];
    const likely = issue.code === 'invalid_union' ? likelyBranch(issue.errors) : undefined;
    if (likely) return detailsOf(likely, path);
    return [{ path: path.map(String).join('.'), message: wordsOf(issue) }];
  });
}

/** Of several shapes the one that was likely meant: that which the least is wrong with. */
function likelyBranch(branches: readonly (readonly Issue[])[]): readonly Issue[] | undefined {
  const written = branches.filter((issues) => issues.length > 0 && !issues.every(isOtherKind));
  return written.reduce<readonly Issue[] | undefined>(
    (best, one) => (best === undefined || one.length < best.length ? one : best),
    undefined,
  );
}

/** A text where the shape wants an object says nothing about the shape's inside. */
function isOtherKind(issue: Issue): boolean {
  return issue.code === 'invalid_type' && issue.path.length === 0;
}

function wordsOf(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type': {
      const kind = KINDS[issue.expected] ?? issue.expected;
      return / received undefined$/.test(issue.message) ? `is missing: ${kind}` : `must be ${kind}`;
    }
    case 'invalid_value':
      return `must be ${issue.values.length > 1 ? 'one of ' : ''}${issue.values.map((one) => JSON.stringify(one)).join(', ')}`;
    case 'unrecognized_keys':
      return `${issue.keys.map((key) => JSON.stringify(key)).join(', ')} is not known here`;
    default:
      return issue.message;
  }
}
