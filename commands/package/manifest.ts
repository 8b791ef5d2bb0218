/** The Teams app's manifest for one installation: the template of `appPackage/` with its places filled. */

/** What differs from one installation to the next. */
export interface Installation {
  /** The bot's Microsoft App ID; the Teams app goes by the same id. */
  readonly appId: string;
  /** Where the agent is reached, https. */
  readonly publicUrl: string;
  readonly company: string;
  readonly privacyUrl: string;
  readonly termsUrl: string;
  /** Of the app, semver: Teams offers an update when it rises. */
  readonly version: string;
  /** Without the permissions to read what people write among themselves. */
  readonly mentionsOnly: boolean;
}

const PLACE = /\$\{\{([A-Z_]+)\}\}/g;

/**
 * Fills each `${{PLACE}}` of the template.
 * @throws Error where the template has a place that nobody fills: it would be shown to people as it stands.
 */
export function fillTemplate(template: string, installation: Installation): string {
  const { appId, publicUrl, company, privacyUrl, termsUrl, version } = installation;
  const values: Readonly<Record<string, string>> = {
    APP_ID: appId,
    BOT_ID: appId,
    PUBLIC_URL: publicUrl,
    PUBLIC_HOST: new URL(publicUrl).host,
    COMPANY: company,
    PRIVACY_URL: privacyUrl,
    TERMS_URL: termsUrl,
    VERSION: version,
  };
  return template.replace(PLACE, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`appPackage/manifest.json has the unknown place ${name}`);
    return JSON.stringify(value).slice(1, -1);
  });
}

/** https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/channel-messages-for-bots-and-agents */
const CONSENT = ['webApplicationInfo', 'authorization'];

/** The manifest without resource-specific consent. */
export function withoutConsent(manifest: string): string {
  const parts = Object.entries(JSON.parse(manifest) as object).filter(([name]) => !CONSENT.includes(name));
  return `${JSON.stringify(Object.fromEntries(parts), null, 2)}\n`;
}
