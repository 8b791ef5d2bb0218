/** Reads a case from the Case Management Agent's REST API. */
import type { KnownCase } from './rules';

/** As much of the answer of `GET /api/cases/{id}` as is used here. */
interface CaseAnswer {
  readonly title: string;
  readonly status: string;
  readonly fields: readonly { readonly name: string; readonly text: string }[];
}

const READ_MS_MAX = 5_000; // the Case Management Agent waits ten seconds for the answer

/** @param apiKey needed where the Case Management Agent has bot credentials */
export function caseReader(api: string, apiKey: string | undefined) {
  return async (caseId: string): Promise<KnownCase> => {
    const response = await fetch(`${api}/api/cases/${encodeURIComponent(caseId)}`, {
      headers: apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` },
      signal: AbortSignal.timeout(READ_MS_MAX),
    });
    if (!response.ok) throw new Error(`the case cannot be read: ${response.status}`);
    const { title, status, fields } = (await response.json()) as CaseAnswer;
    return { title, status, fields: Object.fromEntries(fields.map(({ name, text }) => [name, text])) };
  };
}
