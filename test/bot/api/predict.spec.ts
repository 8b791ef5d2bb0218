import assert from 'node:assert/strict';
import { startApi, type Running } from './support';

describe('a prediction over the API', () => {
  let api: Running;
  before(async () => (api = await startApi()));
  after(() => api.stop());

  const turns = [
    { from: 'agent', text: 'What is the serial number?' },
    { from: 'customer', text: 'It is serial CM-2481-09371' },
  ];

  it('gives values with the words that they rest on, for the published fields', async () => {
    const { status, body } = await api.call('POST', '/api/predict', { turns });
    assert.equal(status, 200);
    assert.equal(body.predictor, 'scripted');
    const [serial] = body.predictions;
    assert.equal(serial?.label, 'Serial number');
    assert.deepEqual(serial.quotes, [{ turn: 1, start: 13, end: 26, text: 'CM-2481-09371' }]);
  });

  it('takes fields of its own', async () => {
    const fields = [{ name: 'serialNumber', label: 'Plate', type: 'text' }];
    const { body } = await api.call('POST', '/api/predict', { fields, turns });
    assert.deepEqual(
      body.predictions.map((one) => one.label),
      ['Plate'],
    );
    assert.equal((await api.call('GET', '/api/cases')).body.items.length, 0);
  });

  it('refuses fields that cannot be predicted', async () => {
    const choice = { name: 'colour', label: 'Colour', type: 'choice' };
    const { status, body } = await api.call('POST', '/api/predict', { fields: [choice, choice], turns });
    assert.equal(status, 422);
    assert.equal(body.error.details.length, 2);
  });

  it('is bounded', async () => {
    const turn = { from: 'customer', text: 'Hello' };
    const many = Array.from({ length: 201 }, () => turn);
    assert.equal((await api.call('POST', '/api/predict', { turns: many })).status, 400);
    assert.equal(
      (await api.call('POST', '/api/predict', { turns: [{ ...turn, text: 'x'.repeat(8_001) }] })).status,
      400,
    );
    assert.equal((await api.call('POST', '/api/predict', { turns: [] })).status, 400);
  });
});
