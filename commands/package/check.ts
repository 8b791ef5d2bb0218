/** Checks an app package as Teams does before it takes one: the schemas, the icons, and that all files are there. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Ajv from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import { z } from 'zod/v4';

/** File name to content, as they lie in the zip. */
export type PackageFiles = Readonly<Record<string, Buffer>>;

const COLOR_PX = 192;
const OUTLINE_PX = 32;

const referring = z.object({
  manifestVersion: z.string().regex(/^\d+\.\d+$/),
  icons: z.object({ color: z.string(), outline: z.string() }),
  localizationInfo: z
    .object({ additionalLanguages: z.array(z.object({ file: z.string() })).default([]) })
    .optional(),
  bots: z.array(z.object({ botId: z.string() })).default([]),
  webApplicationInfo: z.object({ id: z.string() }).optional(),
  authorization: z
    .object({
      permissions: z.object({ resourceSpecific: z.array(z.object({ name: z.string() })).default([]) }),
    })
    .optional(),
});
type Referring = z.output<typeof referring>;

/** All that is wrong with it, in words; empty where Teams would take it. */
export function packageProblems(files: PackageFiles): string[] {
  const manifest = parsed(files, 'manifest.json');
  const refers = referring.safeParse(manifest);
  if (!refers.success) return ['manifest.json is missing, or not a manifest'];
  const { manifestVersion, icons, localizationInfo } = refers.data;
  const languages = localizationInfo?.additionalLanguages.map(({ file }) => file) ?? [];
  return [
    ...schemaProblems('MicrosoftTeams.schema.json', manifestVersion, 'manifest.json', manifest),
    ...languages.flatMap((file) =>
      schemaProblems('MicrosoftTeams.Localization.schema.json', manifestVersion, file, parsed(files, file)),
    ),
    ...consentProblems(refers.data),
    ...iconProblems(files, icons.color, COLOR_PX),
    ...iconProblems(files, icons.outline, OUTLINE_PX),
  ];
}

/** Permissions are granted to the application that `webApplicationInfo` names: without it, or to another one, to nobody. */
function consentProblems({ authorization, webApplicationInfo, bots }: Referring): string[] {
  if (!authorization?.permissions.resourceSpecific.length) return [];
  if (!webApplicationInfo) return ['manifest.json: resource-specific permissions need webApplicationInfo'];
  if (bots.some(({ botId }) => botId === webApplicationInfo.id)) return [];
  return ['manifest.json/webApplicationInfo/id: is not the bot that the permissions are for'];
}

function parsed(files: PackageFiles, name: string): unknown {
  try {
    return JSON.parse(files[name]?.toString('utf8') ?? '');
  } catch {
    return undefined;
  }
}

function schemaProblems(schema: string, version: string, file: string, content: unknown): string[] {
  if (content === undefined) return [`${file} is missing, or not JSON`];
  const validate = validatorOf(schema, version);
  if (!validate) return [`manifestVersion ${version} is not one that Teams knows`];
  if (validate(content)) return [];
  return (validate.errors ?? []).map(
    (error) => `${file}${error.instancePath}: ${error.message ?? 'is wrong'}`,
  );
}

/** Microsoft's schemas are draft 4; some of their patterns are no Unicode regular expressions. */
function validatorOf(schema: string, version: string) {
  const folder = join(
    dirname(require.resolve('@microsoft/app-manifest/package.json')),
    'build/json-schemas/teams',
  );
  let text: string;
  try {
    text = readFileSync(join(folder, `v${version}`, schema), 'utf8');
  } catch {
    return undefined;
  }
  const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
  addFormats(ajv);
  return ajv.compile(JSON.parse(text) as object);
}

/** https://www.w3.org/TR/png-3/#11IHDR: width and height stand at bytes 16 and 20. */
function iconProblems(files: PackageFiles, name: string, px: number): string[] {
  const icon = files[name];
  if (!icon) return [`${name} is missing`];
  const isPng = icon.length > 24 && icon.toString('latin1', 1, 4) === 'PNG';
  if (!isPng) return [`${name} is not a PNG`];
  if (icon.readUInt32BE(16) === px && icon.readUInt32BE(20) === px) return [];
  return [`${name} is not ${px} x ${px} pixels`];
}
