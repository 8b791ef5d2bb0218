import assert from 'node:assert/strict';
import { mayConnect, type Lookup } from '../../../adapters/customAgent/addresses';
import { createSend } from '../../../adapters/customAgent/http';
import { aCustomAgentServer, says } from '../../support/customAgentServer';

describe('where a custom agent may be', () => {
  for (const address of ['93.184.215.14', '2606:2800:21f:cb07:6820:80da:af6b:8b2c'])
    it(`${address} is on the internet`, () => assert.equal(mayConnect(address, []), true));

  const inside = [
    '127.0.0.1',
    '::1',
    '10.1.2.3',
    '172.16.0.1',
    '192.168.1.1',
    '169.254.169.254',
    'fe80::1',
    'fd00::1',
    '0.0.0.0',
    '::',
    '100.64.0.1',
    '224.0.0.1',
    '::ffff:127.0.0.1',
    '::ffff:10.0.0.1',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    'no address',
  ];
  for (const address of inside)
    it(`${address} is not, unless it is listed`, () => assert.equal(mayConnect(address, []), false));

  it('a listed address or network, and no other', () => {
    const listed = ['127.0.0.1', '10.1.0.0/16', 'fd00::/8'];
    const tried = ['127.0.0.1', '::ffff:127.0.0.1', '10.1.200.3', 'fd12::1', '127.0.0.2', '10.2.0.1', '::1'];
    assert.deepEqual(
      tried.filter((address) => mayConnect(address, listed)),
      ['127.0.0.1', '::ffff:127.0.0.1', '10.1.200.3', 'fd12::1'],
    );
  });

  /** A name server that says something else each time. */
  function rebinding(...answers: string[]): Lookup {
    return (_hostname, _options, done) => done(null, [{ address: answers.shift() ?? '', family: 4 }]);
  }

  it('a name that leads inside the second time is not connected to, though the first was outside', async () => {
    const server = await aCustomAgentServer(says('secrets of the machine'));
    const { port } = new URL(server.url);
    const send = createSend(rebinding('192.0.2.1', '127.0.0.1'));
    const asked = {
      url: `http://agent.example:${port}`,
      method: 'GET' as const,
      privateAddresses: [],
      timeoutMs: 100,
    };
    await assert.rejects(send(asked));
    await assert.rejects(send(asked), { code: 'forbidden-address', retry: false });
    assert.deepEqual(server.asked, []);
    await server.stop();
  });

  it('of the addresses of a name only those are taken that may be', async () => {
    const server = await aCustomAgentServer(says('here'));
    const { port } = new URL(server.url);
    const both: Lookup = (_hostname, _options, done) =>
      done(null, [
        { address: '10.9.9.9', family: 4 },
        { address: '127.0.0.1', family: 4 },
      ]);
    const asked = {
      url: `http://agent.example:${port}`,
      method: 'GET' as const,
      privateAddresses: ['127.0.0.1'],
      timeoutMs: 2_000,
    };
    assert.equal((await createSend(both)(asked)).text, 'here');
    await server.stop();
  });

  for (const url of ['http://127.0.0.1:1/', 'http://[::1]:1/', 'https://169.254.169.254/', 'http://0x7f.1/'])
    it(`${url} names its address itself, and is refused`, async () => {
      const asked = { url, method: 'GET' as const, privateAddresses: [], timeoutMs: 1_000 };
      await assert.rejects(createSend()(asked), { code: 'forbidden-address' });
    });
});
