import assert from 'node:assert/strict';
import JSZip from 'jszip';
import { packageFiles, zipped } from '../../../commands/package';
import { packageProblems, type PackageFiles } from '../../../commands/package/check';
import { readInstallation } from '../../../commands/package/installation';
import { fillTemplate } from '../../../commands/package/manifest';
import { commandSaid } from '../../../agent/commandWords';

const ID = '0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9';
const installation = readInstallation({ 'app-id': ID, url: 'https://support.example.com/' }, {}, '1.2.3');
const files = packageFiles(installation);

interface Manifest {
  id: string;
  validDomains: string[];
  webApplicationInfo?: { id: string };
  authorization?: { permissions: { resourceSpecific: { name: string; type: string }[] } };
  bots: { botId: string; commandLists: { commands: { title: string }[] }[] }[];
}

const manifestOf = (made: PackageFiles): Manifest =>
  JSON.parse(made['manifest.json']!.toString('utf8')) as Manifest;

const withManifest = (change: (manifest: Manifest) => void): PackageFiles => {
  const manifest = manifestOf(files);
  change(manifest);
  return { ...files, 'manifest.json': Buffer.from(JSON.stringify(manifest)) };
};

describe('the Teams app package', () => {
  it('is one that Teams takes: manifest and translation match the schemas, icons have their sizes', () => {
    assert.deepEqual(packageProblems(files), []);
  });

  it('names the installation everywhere, and leaves no place open', () => {
    const manifest = manifestOf(files);
    assert.equal(manifest.id, ID);
    assert.equal(manifest.bots[0]!.botId, ID);
    assert.deepEqual(manifest.validDomains, ['support.example.com']);
    assert.doesNotMatch(files['manifest.json']!.toString('utf8'), /\$\{\{/);
  });

  it('offers only commands that the agent understands, in each language', () => {
    const english = manifestOf(files).bots[0]!.commandLists.flatMap(({ commands }) => commands);
    const german = JSON.parse(files['de.json']!.toString('utf8')) as Record<string, string>;
    const titles = Object.keys(german).filter((key) => /^bots.*\.title$/.test(key));
    for (const title of [...english.map((one) => one.title), ...titles.map((key) => german[key]!)])
      assert.ok(title === 'serve' || commandSaid(title), title);
  });

  it('asks for permission to read channels and chats that it is in, for the bot itself', () => {
    const { authorization, webApplicationInfo } = manifestOf(files);
    assert.deepEqual(authorization?.permissions.resourceSpecific, [
      { name: 'ChannelMessage.Read.Group', type: 'Application' },
      { name: 'ChatMessage.Read.Chat', type: 'Application' },
    ]);
    assert.equal(webApplicationInfo?.id, ID);
  });

  it('asks for none where mentions are enough, and is one that Teams takes all the same', () => {
    const made = packageFiles({ ...installation, mentionsOnly: true });
    const { authorization, webApplicationInfo, ...rest } = manifestOf(made);
    assert.deepEqual([authorization, webApplicationInfo, packageProblems(made)], [undefined, undefined, []]);
    assert.equal(rest.bots[0]!.botId, ID);
  });

  it('keeps a quote in the company name from breaking the manifest', () => {
    const filled = fillTemplate('{"name": "${{COMPANY}}"}', { ...installation, company: 'Kim "K" & Co' });
    assert.deepEqual(JSON.parse(filled), { name: 'Kim "K" & Co' });
  });

  it('refuses a template with a place that nobody fills', () => {
    assert.throws(() => fillTemplate('${{WHO}}', installation), /unknown place WHO/);
  });

  it('is the same, byte for byte, each time it is made', async () => {
    const [one, other] = [await zipped(files), await zipped(files)];
    assert.ok(one.equals(other));
    assert.deepEqual(Object.keys((await JSZip.loadAsync(one)).files).sort(), [
      'color.png',
      'de.json',
      'manifest.json',
      'outline.png',
    ]);
  });
});

describe('a package that Teams would refuse', () => {
  const cases: { name: string; files: PackageFiles; says: RegExp }[] = [
    {
      name: 'a bot id that is no GUID',
      files: withManifest((m) => (m.bots[0]!.botId = 'bot')),
      says: /botId/,
    },
    {
      name: 'permissions for nobody',
      files: withManifest((m) => delete m.webApplicationInfo),
      says: /need webApplicationInfo/,
    },
    {
      name: 'permissions for another application',
      files: withManifest((m) => (m.webApplicationInfo = { id: '11111111-2222-3333-4444-555555555555' })),
      says: /is not the bot/,
    },
    {
      name: 'a property that the schema does not know',
      files: withManifest((m) => Object.assign(m, { surprise: 1 })),
      says: /additional properties/,
    },
    {
      name: 'a missing icon',
      files: { ...files, 'color.png': undefined as never },
      says: /color\.png is missing/,
    },
    {
      name: 'an icon of the wrong size',
      files: { ...files, 'outline.png': files['color.png']! },
      says: /outline\.png is not 32 x 32/,
    },
    {
      name: 'a translation of nothing',
      files: { ...files, 'de.json': Buffer.from('{"bots[0].title": "x"}') },
      says: /de\.json/,
    },
    { name: 'no manifest', files: {}, says: /manifest\.json is missing/ },
  ];
  for (const one of cases)
    it(`is told why: ${one.name}`, () => assert.match(packageProblems(one.files).join('\n'), one.says));
});

describe('what the package must be told', () => {
  it('names everything that is missing at once', () => {
    assert.throws(() => readInstallation({}, {}, '1.0.0'), /app id is missing[^]*address is missing/);
  });

  it('takes bot id and address from the environment of the agent', () => {
    const env = { MicrosoftAppId: ID.toUpperCase(), PUBLIC_URL: 'https://bot.example.com' };
    assert.equal(readInstallation({}, env, '1.0.0').appId, ID);
  });

  it('refuses an address that Teams cannot reach safely', () => {
    assert.throws(
      () => readInstallation({ 'app-id': ID, url: 'http://bot.example.com' }, {}, '1'),
      /https URL/,
    );
  });
});
