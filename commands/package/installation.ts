/** Reads what a Teams app package needs to know of its installation, and says all that is missing at once. */
import type { Installation } from './manifest';

export const USAGE = `npm run package -- [--out FILE] [--app-id ID] [--url URL] [--company NAME] [--privacy URL] [--terms URL] [--mentions-only]

Makes the Teams app package (a zip to upload in Teams' admin center) and checks it against Teams' own schema.

--app-id   the bot's Microsoft App ID       (MicrosoftAppId)
--url      where the agent is reached, https (PUBLIC_URL)
--company  who offers the app, 32 characters at most ("Support")
--privacy  the page on privacy               (URL/privacy)
--terms    the terms of use                  (URL/terms)
--mentions-only   asks for no permission to read messages: in channels the agent then hears only what mentions it
--out      where to write it                 (dist/appPackage.zip)`;

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const COMPANY_CHARS_MAX = 32; // of the manifest's schema

export type PackageOptions = Partial<Record<'app-id' | 'url' | 'company' | 'privacy' | 'terms', string>> & {
  readonly 'mentions-only'?: boolean;
};

/** @throws Error that names everything that is missing or wrong, and how to give it. */
export function readInstallation(
  options: PackageOptions,
  env: NodeJS.ProcessEnv,
  version: string,
): Installation {
  const problems: string[] = [];
  const appId = options['app-id'] ?? env['MicrosoftAppId'] ?? '';
  if (!GUID.test(appId))
    problems.push(`the bot's app id ${wrong(appId, 'a GUID')}: --app-id or MicrosoftAppId`);
  const url = options.url ?? env['PUBLIC_URL'] ?? '';
  if (!isHttps(url)) problems.push(`the agent's address ${wrong(url, 'an https URL')}: --url or PUBLIC_URL`);
  const company = options.company ?? 'Support';
  if (company.length > COMPANY_CHARS_MAX)
    problems.push(`--company has more than ${COMPANY_CHARS_MAX} characters`);
  for (const name of ['privacy', 'terms'] as const) {
    const given = options[name];
    if (given !== undefined && !isHttps(given)) problems.push(`--${name} is not an https URL`);
  }
  if (problems.length > 0) throw new Error(`${problems.join('\n')}\n\n${USAGE}`);
  const publicUrl = url.replace(/\/+$/, '');
  return {
    appId: appId.toLowerCase(),
    publicUrl,
    company,
    privacyUrl: options.privacy ?? `${publicUrl}/privacy`,
    termsUrl: options.terms ?? `${publicUrl}/terms`,
    version,
    mentionsOnly: options['mentions-only'] ?? false,
  };
}

function wrong(given: string, wanted: string): string {
  return given === '' ? 'is missing' : `is not ${wanted}`;
}

function isHttps(url: string): boolean {
  return URL.canParse(url) && new URL(url).protocol === 'https:';
}
