/** What a creation rule gives a case that a mail opens. */
import type { EmailRule } from './emailRules';
import type { ReadMail } from './mail';
import type { NewContact } from '../moves';
import { resolvedField, type Settings } from '../settings';
import type { FieldEntries, FieldEntry, Person } from '../values';

/** Made when the mail is looked at, and kept with its turn: rules that change later change nothing about it. */
export interface MailOpening {
  /** Its name; of a person's wish, whose `by` it has then, none. */
  readonly rule: string;
  readonly by?: Person;
  readonly fields: FieldEntries;
  /** Whom the mail came from, where our own server has not proven it: a contact of its own, which names nobody else. */
  readonly contact?: NewContact;
  /** Off: the case is opened without the sender as its contact. */
  readonly withContact: boolean;
  readonly owner?: Person;
  readonly queue?: string;
  /** The template of the automatic reply. */
  readonly reply?: string;
  /** The case that the mail began as an answer to. */
  readonly relatedTo?: string;
  readonly unverified: boolean;
}

export interface OpeningFacts {
  readonly mailId: string;
  readonly unverified: boolean;
  readonly known: boolean;
  readonly relatedTo?: string;
  readonly at: string;
}

export function mailOpening(
  rule: EmailRule,
  mail: ReadMail,
  settings: Settings,
  facts: OpeningFacts,
): MailOpening {
  const withContact = rule.unknownSenders === 'create' || (facts.known && !facts.unverified);
  return {
    rule: rule.name,
    fields: Object.fromEntries(
      Object.entries(rule.fields).map(([field, value]) => [
        field,
        ruleEntry(rule, field, value, settings, facts.at),
      ]),
    ),
    ...(withContact ? senderOf(mail, facts.mailId, facts.unverified) : {}),
    withContact,
    owner: rule.owner,
    queue: rule.queue,
    reply: rule.reply,
    relatedTo: facts.relatedTo,
    unverified: facts.unverified,
  };
}

/** A sender who is proven is known by their address; any other by this mail alone. */
function senderOf({ from }: ReadMail, mailId: string, unverified: boolean): Pick<MailOpening, 'contact'> {
  if (!unverified) return {};
  const { address, name } = from;
  return { contact: { id: `email:${mailId}/contact`, name: name ?? address, email: address } };
}

function ruleEntry(
  rule: EmailRule,
  field: string,
  value: FieldEntry['value'],
  settings: Settings,
  at: string,
): FieldEntry {
  const label = resolvedField(settings, field)?.options?.find((option) => option.value === value)?.label;
  const by = rulePerson(rule.name);
  return {
    value,
    label: label ?? String(value),
    provenance: { kind: 'rule', by, at, quotes: [], reason: `creation rule "${rule.name}"` },
  };
}

/** A person wants a case of the mail: nothing is set, and the sender is its contact. */
export function openingByHand(by: Person, mail: ReadMail, { mailId, unverified }: OpeningFacts): MailOpening {
  return { rule: '', by, fields: {}, withContact: true, unverified, ...senderOf(mail, mailId, unverified) };
}

export function rulePerson(name: string): Person {
  return { id: `rule:${name}`, name };
}
