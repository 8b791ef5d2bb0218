/** Judges all candidates of a decision together: a child settles its parent, and the two never contradict each other. */
import type { FieldDefinition } from '../fields';
import { merge, type Merge } from './merge';
import type { Candidate } from '../moves';
import { isOwned, type FieldEntries, type FieldEntry } from '../values';

export interface Judged {
  readonly candidate: Candidate;
  readonly verdict: Merge;
}

export interface Judging {
  readonly fields: ReadonlyMap<string, FieldDefinition>;
  readonly overrideHumanEdits: boolean;
  readonly at: string;
}

/** Each candidate with its verdict against the values as they stand, and the parents that their children settle. */
export function judgeAll(
  standing: FieldEntries,
  candidates: readonly Candidate[],
  judging: Judging,
): Judged[] {
  return new Bench(standing, judging).judge(candidates);
}

class Bench {
  private readonly judged: Judged[] = [];
  /** The values as they will stand, proposals left out. */
  private readonly values: Record<string, FieldEntry>;
  private readonly settled = new Set<string>();

  constructor(
    standing: FieldEntries,
    private readonly judging: Judging,
  ) {
    this.values = { ...standing };
  }

  judge(candidates: readonly Candidate[]): Judged[] {
    const deepestFirst = [...candidates].sort((a, b) => this.depth(b.field) - this.depth(a.field));
    for (const candidate of deepestFirst) {
      if (!this.settled.has(candidate.field) && !this.contradictsChild(candidate))
        this.judgeOne(candidate, false);
    }
    return this.judged;
  }

  private judgeOne(candidate: Candidate, force: boolean): void {
    const field = this.judging.fields.get(candidate.field);
    if (!field) return;
    const { overrideHumanEdits, at } = this.judging;
    const parent = parentOf(candidate, field, this.judging.fields);
    const found = merge(this.values[field.name], candidate, { field, overrideHumanEdits, at, force });
    const verdict =
      found.is === 'set' && parent && this.isHeld(parent) ? { ...found, is: 'propose' as const } : found;
    this.judged.push({ candidate, verdict });
    if (verdict.is === 'keep') return;
    if (verdict.is === 'set') this.values[field.name] = verdict.entry;
    if (!parent || this.values[parent.field]?.value === parent.value) return;
    this.settled.add(parent.field);
    // A child that is only proposed takes its parent along into the proposal.
    if (verdict.is === 'propose')
      this.judged.push({ candidate: parent, verdict: { ...this.forced(parent), is: 'propose' } });
    else this.judgeOne(parent, true);
  }

  /** A person holds the parent to another value: the child can only be proposed with it. */
  private isHeld(parent: Candidate): boolean {
    const standing = this.values[parent.field];
    return (
      standing !== undefined &&
      isOwned(standing) &&
      standing.value !== parent.value &&
      !this.judging.overrideHumanEdits
    );
  }

  private forced(parent: Candidate): Exclude<Merge, { is: 'keep' }> {
    const field = this.judging.fields.get(parent.field);
    const { at } = this.judging;
    const verdict = field && merge(undefined, parent, { field, overrideHumanEdits: true, at, force: true });
    if (!verdict || verdict.is === 'keep') throw new Error(`the parent field ${parent.field} takes no value`);
    return verdict;
  }

  /** A parent that its child, as it stands, does not belong to. */
  private contradictsChild(candidate: Candidate): boolean {
    for (const child of this.judging.fields.values()) {
      if (child.parentField !== candidate.field) continue;
      const parent = child.options?.find(({ value }) => value === this.values[child.name]?.value)?.parent;
      if (parent !== undefined && parent !== candidate.value) return true;
    }
    return false;
  }

  private depth(name: string): number {
    const seen = new Set<string>();
    for (
      let at: string | undefined = name;
      at !== undefined && !seen.has(at);
      at = this.judging.fields.get(at)?.parentField
    )
      seen.add(at);
    return seen.size;
  }
}

/** The candidate for the parent that a child's option belongs to. */
function parentOf(
  child: Candidate,
  field: FieldDefinition,
  fields: ReadonlyMap<string, FieldDefinition>,
): Candidate | undefined {
  const value = field.options?.find((option) => option.value === child.value)?.parent;
  const parent = field.parentField === undefined ? undefined : fields.get(field.parentField);
  const option = parent?.options?.find((one) => one.value === value);
  if (!parent?.setBy.includes('customer') || !option) return undefined;
  return {
    ...child,
    field: parent.name,
    value: option.value,
    label: option.label,
    reason: `${field.label}: ${child.label}`,
  };
}
