import { PutObjectCommand, type PutObjectCommandInput } from '@aws-sdk/client-s3';
import fc from 'fast-check';
import { messageOf, recorder, SENTENCE } from './sent';
import { objectLock, type ObjectLockOptions } from '../../src/runtime/object-lock';

const at = new Date('2026-01-01T00:00:00Z');
const retainUntil = new Date('2032-01-01T00:00:00Z');

test.each<[string, ObjectLockOptions, object, object]>([
  ['GOVERNANCE', { mode: 'GOVERNANCE', retainUntil, at },
    { 'x-amz-object-lock-mode': 'GOVERNANCE', 'x-amz-object-lock-retain-until-date': '2032-01-01T00:00:00Z' },
    { ObjectLockMode: 'GOVERNANCE', ObjectLockRetainUntilDate: retainUntil }],
  ['COMPLIANCE, which is meant', { mode: 'COMPLIANCE', retainUntil, acknowledgeIrreversible: true, at },
    { 'x-amz-object-lock-mode': 'COMPLIANCE', 'x-amz-object-lock-retain-until-date': '2032-01-01T00:00:00Z' },
    { ObjectLockMode: 'COMPLIANCE', ObjectLockRetainUntilDate: retainUntil }],
  ['a legal hold', { legalHold: true }, { 'x-amz-object-lock-legal-hold': 'ON' }, { ObjectLockLegalHoldStatus: 'ON' }],
  ['no legal hold', { legalHold: false }, { 'x-amz-object-lock-legal-hold': 'OFF' }, { ObjectLockLegalHoldStatus: 'OFF' }],
  ['both, a millisecond from now', { mode: 'GOVERNANCE', retainUntil: new Date(at.getTime() + 1), legalHold: true, at },
    { 'x-amz-object-lock-mode': 'GOVERNANCE', 'x-amz-object-lock-retain-until-date': '2026-01-01T00:00:00.001Z', 'x-amz-object-lock-legal-hold': 'ON' },
    { ObjectLockMode: 'GOVERNANCE', ObjectLockRetainUntilDate: new Date(at.getTime() + 1), ObjectLockLegalHoldStatus: 'ON' }],
  ['100 years', { mode: 'GOVERNANCE', retainUntil: new Date(at.getTime() + 36500 * 86_400_000), at },
    { 'x-amz-object-lock-mode': 'GOVERNANCE', 'x-amz-object-lock-retain-until-date': '2125-12-08T00:00:00Z' },
    { ObjectLockMode: 'GOVERNANCE', ObjectLockRetainUntilDate: new Date('2125-12-08T00:00:00Z') }],
])('%s, and the SDK sends the same', async (_, options, headers, params) => {
  const lock = objectLock(options);
  expect(lock).toStrictEqual({ headers, params });
  const { client, requests } = recorder();
  const input: PutObjectCommandInput = { Bucket: 'records', Key: 'a', Body: 'hello', ...lock.params };
  await client.send(new PutObjectCommand(input));
  expect(Object.fromEntries(Object.entries(requests[0]).filter(([name]) => name.includes('object-lock')))).toEqual(headers);
  expect(Object.keys(requests[0]).some(name => name.startsWith('x-amz-checksum-'))).toBe(true);
});

test.each<[string, object, string]>([
  ['nothing', {}, 'nothing is to be locked'], ['a mode without a date', { mode: 'GOVERNANCE' }, "pass 'retainUntil'"], ['a date without a mode', { retainUntil }, "needs a 'mode'"],
  ['a date that has passed', { mode: 'GOVERNANCE', retainUntil: new Date('2020-01-01T00:00:00Z') }, "'retainUntil' must be in the future, got 2020-01-01T00:00:00.000Z; pass a later date"],
  ['now', { mode: 'GOVERNANCE', retainUntil: at }, 'must be in the future'],
  ['a date too far away', { mode: 'GOVERNANCE', retainUntil: new Date(at.getTime() + 36500 * 86_400_000 + 1) }, 'within 36500 days'],
  ['milliseconds taken for seconds', { mode: 'GOVERNANCE', retainUntil: new Date(retainUntil.getTime() * 1000) }, 'pass 2125-12-08T00:00:00.000Z or earlier'],
  ['no valid date', { mode: 'GOVERNANCE', retainUntil: new Date('soon') }, "'retainUntil' is a Date without a time"],
  ['text for a date', { mode: 'GOVERNANCE', retainUntil: '2032-01-01' }, 'got "2032-01-01"'], ['a number', { mode: 'GOVERNANCE', retainUntil: 1 }, 'got 1;'],
  ['no date but an object', { mode: 'GOVERNANCE', retainUntil: { getTime: () => 4e12 } }, 'got an object'],
  ['no valid now', { mode: 'GOVERNANCE', retainUntil, at: new Date(NaN) }, "'at' is a Date without a time"],
  ['a mode in lower case', { mode: 'governance', retainUntil }, "'mode' must be 'GOVERNANCE' or 'COMPLIANCE', got \"governance\""],
  ['another mode', { mode: 'constructor', retainUntil }, "'mode' must be"], ['a hold as text', { legalHold: 'ON' }, 'got "ON"'],
  ['COMPLIANCE by the way', { mode: 'COMPLIANCE', retainUntil }, 'cannot be undone by anybody before 2032-01-01T00:00:00.000Z; pass acknowledgeIrreversible: true'],
  ['COMPLIANCE with a word', { mode: 'COMPLIANCE', retainUntil, acknowledgeIrreversible: 'yes' }, 'cannot be undone'],
])('%s is refused', (_, options, part) => {
  const message = messageOf(() => objectLock({ at, ...options } as ObjectLockOptions));
  expect(message).toMatch(SENTENCE);
  expect(message).toContain(part);
});

test('the date is a copy', () => {
  const date = new Date(retainUntil);
  const { params } = objectLock({ mode: 'GOVERNANCE', retainUntil: date, at });
  date.setFullYear(2000);
  expect(params.ObjectLockRetainUntilDate).toEqual(retainUntil);
});

test('without at, now is now', () => {
  expect(messageOf(() => objectLock({ mode: 'GOVERNANCE', retainUntil: new Date(Date.now() - 1000) }))).toContain('in the future');
  expect(messageOf(() => objectLock({ mode: 'GOVERNANCE', retainUntil: new Date(Date.now() + 60_000) }))).toBe('');
});

test('the header says the same moment', () => {
  fc.assert(fc.property(fc.date({ min: new Date(at.getTime() + 1), max: new Date('2125-01-01'), noInvalidDate: true }), (date) => {
    expect(new Date(objectLock({ mode: 'GOVERNANCE', retainUntil: date, at }).headers['x-amz-object-lock-retain-until-date'])).toEqual(date);
  }));
});
