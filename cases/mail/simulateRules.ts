/** What creation rules would make of mails that came in: the same code that opens cases, and nothing is opened. */
import { ruleFor, ruleVerdict, type EmailRule, type KeptReason } from './emailRules';
import type { ReadMail } from './mail';

export interface PastMail {
  readonly mail: ReadMail;
  readonly mailboxes: readonly string[];
  /** A contact has this address. */
  readonly known: boolean;
}

export interface SimulatedMail {
  readonly rule?: string;
  readonly opens: boolean;
  readonly unverified: boolean;
  readonly reason?: KeptReason;
}

export function simulateMailRules(
  rules: readonly EmailRule[],
  { mail, mailboxes, known }: PastMail,
): SimulatedMail {
  const found = ruleFor(rules, mail, mailboxes);
  const verdict = ruleVerdict(found?.rule, mail, { known });
  const rule = found === undefined ? {} : { rule: found.rule.name };
  return verdict.opens
    ? { ...rule, opens: true, unverified: verdict.unverified }
    : { ...rule, opens: false, unverified: false, reason: verdict.reason };
}
