/** Whether fields' patterns can be used, by the engine that reads them: RE2, in linear time, without look-around. */
import { RE2JS } from 're2js';
import { resolvedFields, type Settings } from '../cases/settings';

/** "field "serialNumber": its pattern cannot be read: ..."; a pattern that cannot be read would let nothing be filled. */
export function patternProblems(settings: Settings): string[] {
  return [...resolvedFields(settings).values()].flatMap(({ name, pattern, examples = [] }) => {
    if (pattern === undefined) return [];
    const says = (words: string): string => `field "${name}": ${words}`;
    try {
      const compiled = RE2JS.compile(`(?:${pattern})`);
      return examples
        .filter((one) => !compiled.testExact(one))
        .map((one) => says(`its example "${one}" does not fit its pattern`));
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      return [says(`its pattern cannot be read: ${why}`)];
    }
  });
}
