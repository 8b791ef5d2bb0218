/** Which service URLs are answered, with and without credentials. */
import assert from 'node:assert/strict';
import { maySendTo } from '../../../adapters/botframework/serviceUrls';

describe('a service URL', () => {
  const table: readonly [url: string, without: boolean, withCredentials: boolean, listed?: string][] = [
    ['http://localhost:56150', true, false],
    ['http://127.0.0.1:56150/', true, false],
    ['http://127.9.9.9', true, false],
    ['http://[::1]:1234', true, false],
    ['https://smba.trafficmanager.net/emea/', false, true],
    ['https://smba.infra.gcc.teams.microsoft.com/', false, true],
    ['https://webchat.botframework.com/', false, true],
    ['https://directline.botframework.com', false, true],
    ['http://webchat.botframework.com/', false, false],
    ['https://evil.trafficmanager.net/emea/', false, false],
    ['https://botframework.com.evil.example/', false, false],
    ['https://evilbotframework.com/', false, false],
    ['https://evil.example/?x=.botframework.com', false, false],
    ['https://webchat.botframework.com@evil.example/', false, false],
    ['https://user:pass@webchat.botframework.com/', false, false],
    ['http://localhost.evil.example/', false, false],
    ['http://127.0.0.1.evil.example/', false, false],
    ['http://10.0.0.1/', false, false],
    ['http://169.254.169.254/latest/meta-data', false, false],
    ['file:///etc/passwd', false, false],
    ['ftp://localhost/', false, false, 'localhost'],
    ['not a url', false, false],
    ['', false, false],
    ['http://gateway.example:8080/', true, true, 'gateway.example'],
    ['https://gateway.example/', true, true, 'gateway.example'],
  ];
  for (const [url, without, withCredentials, listed] of table) {
    it(`${url || '(none)'}${listed ? `, with ${listed} listed` : ''}`, () => {
      const hosts = listed ? [listed] : [];
      assert.equal(maySendTo(url, { credentials: false, hosts }), without, 'without credentials');
      assert.equal(maySendTo(url, { credentials: true, hosts }), withCredentials, 'with credentials');
    });
  }
});
