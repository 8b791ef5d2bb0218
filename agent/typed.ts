/** Values that a person typed into a form or sent through the API become entries, or problems in words. */
import { contactLabel } from '../cases/contact';
import { isContactField } from '../cases/fields';
import type { NewContact } from '../cases/moves';
import { CONTACT_PARTS } from '../cases/deciding/plan';
import type { ValueParser } from '../cases/deciding/prediction';
import { resolvedFields, type Settings } from '../cases/settings';
import type { FieldEntries, FieldEntry, Person } from '../cases/values';
import { saveContact } from './contacts';
import type { AgentContext } from './context';

export interface Typed {
  readonly entries: FieldEntries;
  /** What each field's value is or does wrongly, by field name. */
  readonly problems: Readonly<Record<string, string>>;
}

export interface Typing {
  readonly settings: Settings;
  readonly by: Person;
  /** Of the act: what was typed twice under it is the same. */
  readonly id: string;
}

/**
 * Reads what was typed. Empty texts are left out: an untouched input says nothing. A contact becomes a document of
 * its own, written here: contacts are insert only, and come before the case that names them.
 */
export async function readTyped(
  context: AgentContext,
  raw: Readonly<Record<string, unknown>>,
  typing: Typing,
): Promise<Typed> {
  const reader = new TypedReader(context.valueParser(typing.settings), typing, context.clock());
  const { contact, ...typed } = reader.read(raw);
  if (contact && Object.keys(typed.problems).length === 0) await saveContact(context, contact);
  return typed;
}

/** "Serial number does not have the form that the field asks for."; nothing where nothing is wrong. */
export function problemsOf({ problems }: Typed, settings: Settings): string | undefined {
  const fields = resolvedFields(settings);
  const said = Object.entries(problems).map(
    ([name, problem]) => `${fields.get(name)?.label ?? name} ${problem}.`,
  );
  return said.length > 0 ? said.join(' ') : undefined;
}

class TypedReader {
  private readonly entries: Record<string, FieldEntry> = {};
  private readonly problems: Record<string, string> = {};
  private contact?: NewContact;

  constructor(
    private readonly parser: ValueParser,
    private readonly typing: Typing,
    private readonly at: string,
  ) {}

  read(raw: Readonly<Record<string, unknown>>): Typed & { readonly contact?: NewContact } {
    for (const [name, value] of Object.entries(raw)) if (!isEmpty(value)) this.readField(name, value);
    const { entries, problems, contact } = this;
    return { entries, problems, contact };
  }

  private readField(name: string, value: unknown): void {
    const field = resolvedFields(this.typing.settings).get(name);
    if (!field) this.problems[name] = 'is not a field';
    else if (!field.setBy.includes('representative')) this.problems[name] = 'is not set by hand';
    else if (isContactField(field)) this.readContact(name, value);
    else {
      const parsed = this.parser.parse(field, value, field.options ?? []);
      if (parsed.ok) this.put(name, parsed.value, parsed.label);
      else this.problems[name] = parsed.problem;
    }
  }

  /** "Dana Reyes, dana@example.com": a name, and an email address or phone number. */
  private readContact(name: string, value: unknown): void {
    const parts: { name?: string; email?: string; phone?: string } = {};
    for (const piece of String(value).split(/[,;\n]/)) this.readPiece(piece.trim(), parts);
    if (parts.name === undefined || (parts.email ?? parts.phone) === undefined) {
      this.problems[name] = 'needs a name and an email address or phone number, with a comma between';
      return;
    }
    this.contact = {
      id: `${this.typing.id}/contact`,
      name: parts.name,
      email: parts.email,
      phone: parts.phone,
    };
    this.put(name, this.contact.id, contactLabel(this.contact));
  }

  private readPiece(piece: string, parts: { name?: string; email?: string; phone?: string }): void {
    if (piece === '') return;
    for (const field of CONTACT_PARTS) {
      if (field.type === 'text') continue;
      const parsed = this.parser.parse(field, piece, []);
      if (!parsed.ok) continue;
      parts[field.type === 'email' ? 'email' : 'phone'] = String(parsed.value);
      return;
    }
    parts.name = parts.name === undefined ? piece : `${parts.name} ${piece}`;
  }

  private put(name: string, value: FieldEntry['value'], label: string): void {
    const { by } = this.typing;
    this.entries[name] = {
      value,
      label,
      provenance: { kind: 'human', by, at: this.at, quotes: [], reason: '' },
    };
  }
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
}
