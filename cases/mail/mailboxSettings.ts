/** A mailbox in the settings: where its servers are, who we are there, and what is done with its mails. */
import { z } from 'zod/v4';

const host = z
  .string()
  .min(1)
  .max(253)
  .regex(/^[\w.:-]+$/, 'is a host name or an address, without a port');
const port = z.number().int().min(1).max(65_535).optional();
const folder = z
  .string()
  .min(1)
  .max(200)
  // eslint-disable-next-line no-control-regex -- what no folder's name may hold
  .regex(/^[^\u0000-\u001f\u007f]+$/);
const secretName = z
  .string()
  .regex(/^[A-Z][A-Z0-9_]*$/, 'is the name of an environment variable: SUPPORT_MAIL_PASSWORD');

/** "tls" from the first byte, "starttls" before anything is said, "none" on this machine only. */
const TRANSPORTS = ['tls', 'starttls', 'none'] as const;

export type MailTransport = (typeof TRANSPORTS)[number];

const server = z.strictObject({ host, port, tls: z.enum(TRANSPORTS).default('tls') });

export type MailServer = z.infer<typeof server>;

const basic = z.strictObject({
  kind: z.literal('basic'),
  /** The mailbox's address where it is missing. */
  user: z.string().min(1).max(320).optional(),
  passwordName: secretName,
});

/** OAuth 2.0 client credentials: an app registration of Microsoft Entra that may use the mailbox. */
const oauth = z.strictObject({
  kind: z.literal('oauth'),
  tenant: z.string().min(1).max(100),
  clientId: z.string().min(1).max(100),
  /** One of the two: a client secret, or a certificate with its key (PEM, or the path of a PEM file). */
  secretName: secretName.optional(),
  certificateName: secretName.optional(),
  /** Of a national cloud where it is not the world's. */
  authority: z.url({ protocol: /^https$/ }).default('https://login.microsoftonline.com'),
  scope: z.string().min(1).max(200).default('https://outlook.office365.com/.default'),
});

export type OAuthSettings = z.infer<typeof oauth>;

const mark = z.discriminatedUnion('how', [
  z.strictObject({ how: z.literal('seen') }),
  z.strictObject({
    how: z.literal('keyword'),
    keyword: z
      .string()
      .regex(/^[$A-Za-z0-9_-]{1,64}$/)
      .default('$CaseAgent'),
  }),
  z.strictObject({ how: z.literal('move'), folder }),
]);

export type MailMark = z.infer<typeof mark>;

const MEBIBYTE = 1024 * 1024;

export const mailboxSchema = z.strictObject({
  /** By which conversations and the API know it. */
  name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'has small letters, digits and hyphens'),
  address: z.email().transform((address) => address.toLowerCase()),
  enabled: z.boolean().default(true),
  imap: server,
  /** Missing: nothing is sent from this mailbox. */
  smtp: server.optional(),
  auth: z.discriminatedUnion('kind', [basic, oauth]),
  folders: z.array(folder).min(1).max(10).default(['INBOX']),
  /** What is done to a mail in its mailbox once it is stored. */
  mark: mark.default({ how: 'seen' }),
  /** Of what lies in a folder when it is first opened, these are taken. */
  oldMail: z.enum(['unread', 'all', 'none']).default('unread'),
  /** Of a larger mail only the header is fetched. */
  bytesMax: z
    .number()
    .int()
    .min(10_000)
    .max(150 * MEBIBYTE)
    .default(25 * MEBIBYTE),
  /** Watched for what staff send from their own programs. */
  sentFolder: folder.optional(),
  /** Puts a copy of what we send into `sentFolder`, where the server does not do so itself. */
  keepSentCopy: z.boolean().default(true),
  /** Names under which our own servers write Authentication-Results (RFC 8601); those of others count for nothing. */
  authservIds: z.array(z.string().min(1).max(253)).max(20).default([]),
  /** Exchange Online writes no name into its Authentication-Results: believed where this is set. */
  authservUnnamed: z.boolean().default(false),
  /**
   * `above` every Received, as a filter adds it; `topmost` of its name, which is right only where the server takes
   * foreign headers of its name off, as Exchange Online and Gmail do.
   */
  authservPlace: z.enum(['above', 'topmost']).default('above'),
  /** How often it is looked through even if the server said nothing. */
  checkSeconds: z.number().int().min(1).max(3600).default(60),
  /** Signs what we send, where the server does not. */
  dkim: z.strictObject({ domain: host, selector: host, keyName: secretName }).optional(),
});

export type MailboxSettings = z.infer<typeof mailboxSchema>;

const PORTS: Readonly<Record<'imap' | 'smtp', Readonly<Record<MailTransport, number>>>> = {
  imap: { tls: 993, starttls: 143, none: 143 },
  smtp: { tls: 465, starttls: 587, none: 25 },
};

export function portOf(protocol: 'imap' | 'smtp', { port, tls }: MailServer): number {
  return port ?? PORTS[protocol][tls];
}

/** What is wrong with the mailboxes as a whole. */
export function mailboxProblems(
  mailboxes: readonly MailboxSettings[],
  global: { readonly sharedMailbox?: string; readonly accessCheckAddress?: string },
): string[] {
  const { sharedMailbox, accessCheckAddress } = global;
  const problems = [
    ...doubled(mailboxes.map(({ name }) => name)).map((name) => `two mailboxes are named "${name}"`),
    ...doubled(mailboxes.map(({ address }) => address)).map(
      (address) => `two mailboxes have the address "${address}"`,
    ),
    ...mailboxes.flatMap(problemsOf),
  ];
  if (sharedMailbox !== undefined && !mailboxes.some(({ name }) => name === sharedMailbox))
    problems.push(`global.sharedMailbox is "${sharedMailbox}", but there is no such mailbox`);
  if (accessCheckAddress !== undefined && mailboxes.some(({ address }) => address === accessCheckAddress))
    problems.push('global.accessCheckAddress is one of the mailboxes: it must be one that is none of ours');
  return problems;
}

function problemsOf(mailbox: MailboxSettings): string[] {
  const { auth, folders, imap, mark: marked, sentFolder, smtp } = mailbox;
  const problems: string[] = [];
  for (const { host: name, tls } of smtp ? [imap, smtp] : [imap])
    if (tls === 'none' && !LOOPBACK.test(name))
      problems.push(`would send its password to ${name} unencrypted: tls is "tls" or "starttls" there`);
  if (auth.kind === 'oauth' && (auth.secretName === undefined) === (auth.certificateName === undefined))
    problems.push('needs auth.secretName or auth.certificateName, one of the two');
  const watched = [...folders, ...(sentFolder === undefined ? [] : [sentFolder])];
  for (const name of doubled(watched)) problems.push(`names the folder "${name}" twice`);
  if (marked.how === 'move' && watched.includes(marked.folder))
    problems.push(`moves its mails into "${marked.folder}", which it watches`);
  return problems.map((problem) => `mailbox "${mailbox.name}" ${problem}`);
}

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|::1)$/;

function doubled(names: readonly string[]): string[] {
  return [...new Set(names.filter((name, at) => names.indexOf(name) !== at))];
}
