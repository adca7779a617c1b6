import { get, list, onBucket, put, putUsual, remove, removeVersion, THERE } from './asks';
import type { BucketName } from './buckets';
import type { Question } from './question';

const ALL: readonly BucketName[] = ['Records', 'Settlements', 'Customers', 'Uploads', 'AccessLogs'];

const outsiders: readonly Question[] = ALL.flatMap(bucket => (['stranger', 'anonymous', 'clerk'] as const).flatMap((by): Question[] => [
  { bucket, name: `GET by ${by}`, object: THERE, ask: get, by, expected: 'deny' },
  { bucket, name: `PUT by ${by}`, ask: putUsual, by, expected: 'deny' },
  { bucket, name: `DELETE by ${by}`, object: THERE, ask: remove, by, expected: 'deny' },
  { bucket, name: `list by ${by}`, ask: list, by, expected: 'deny' },
]));

const ours = { bucket: 'Settlements', prefix: 'outgoing/' } as const;
const partners: readonly Question[] = [
  { ...ours, name: 'GET of outgoing/ by processor', object: THERE, ask: get, by: 'processor', expected: 'allow' },
  { ...ours, name: 'GET of outgoing/ by processor over HTTP', object: THERE, ask: get, by: 'processor', how: { http: true }, expected: 'deny' },
  {
    ...ours,
    name: 'GET of outgoing/ by processor from outside the endpoint',
    object: THERE,
    ask: get,
    by: 'processor',
    how: { outside: true },
    about: 'aws:SourceVpce',
    expected: 'deny',
  },
  { ...ours, name: 'PUT to outgoing/ by processor', ask: putUsual, by: 'processor', expected: 'deny' },
  { ...ours, name: 'DELETE of outgoing/ by processor', object: THERE, ask: remove, by: 'processor', expected: 'deny' },
  { bucket: 'Settlements', name: 'GET of the rest by processor', object: THERE, ask: get, by: 'processor', expected: 'deny' },
  { bucket: 'Settlements', name: 'list by processor', ask: list, by: 'processor', expected: 'deny' },
  { ...ours, name: 'GET of outgoing/ by stranger', object: THERE, ask: get, by: 'stranger', expected: 'deny' },
  { ...ours, name: 'GET of outgoing/ by clerk', object: THERE, ask: get, by: 'clerk', expected: 'deny' },
  { ...ours, name: 'GET of outgoing/ by anonymous', object: THERE, ask: get, by: 'anonymous', expected: 'deny' },
  { bucket: 'Settlements', name: 'PUT of a policy by processor', ask: onBucket('PUT', 'policy', '{"Version":"2012-10-17","Statement":[]}'), by: 'processor', expected: 'deny' },
];

const erasers: readonly Question[] = [
  { bucket: 'Customers', name: 'DELETE of a version by eraser', object: THERE, ask: removeVersion(), by: 'eraser', expected: 'allow' },
  { bucket: 'Customers', name: 'DELETE by eraser', object: THERE, ask: remove, by: 'eraser', expected: 'allow' },
  { bucket: 'Customers', name: 'list by eraser', ask: list, by: 'eraser', expected: 'allow' },
  { bucket: 'Customers', name: 'DELETE of a version by eraser over HTTP', object: THERE, ask: removeVersion(), by: 'eraser', how: { http: true }, expected: 'deny' },
  { bucket: 'Customers', name: 'GET by eraser', object: THERE, ask: get, by: 'eraser', expected: 'deny' },
  { bucket: 'Customers', name: 'PUT by eraser', ask: putUsual, by: 'eraser', expected: 'deny' },
  { bucket: 'Customers', name: 'GET by porter', object: THERE, ask: get, by: 'porter', expected: 'allow' },
  { bucket: 'Customers', name: 'list by porter', ask: list, by: 'porter', expected: 'allow' },
  { bucket: 'Customers', name: 'DELETE by porter', object: THERE, ask: remove, by: 'porter', expected: 'deny' },
  { bucket: 'Customers', name: 'PUT by porter', ask: putUsual, by: 'porter', expected: 'deny' },
  { bucket: 'Uploads', name: 'DELETE of a version by clerk', object: THERE, ask: removeVersion(), by: 'clerk', expected: 'deny' },
];

const logs = { bucket: 'AccessLogs', prefix: 'access-logs/profiles1be53599/' } as const;
const inventory = { bucket: 'AccessLogs', prefix: 'inventory/profiles1be53599/' } as const;
const deliveries: readonly Question[] = [
  { ...logs, name: 'PUT by log delivery', ask: put(), by: 'log delivery', expected: 'allow' },
  { ...logs, name: 'PUT by log delivery over HTTP', ask: put(), by: 'log delivery', how: { http: true }, expected: 'deny' },
  { ...logs, name: 'PUT by log delivery for others', ask: put(), by: 'log delivery for others', expected: 'deny' },
  { bucket: 'AccessLogs', name: 'PUT outside access-logs/ by log delivery', ask: put(), by: 'log delivery', expected: 'deny' },
  { ...inventory, name: 'PUT by inventory delivery', ask: put(), by: 'inventory delivery', expected: 'allow' },
  { ...inventory, name: 'PUT by inventory delivery for others', ask: put(), by: 'inventory delivery for others', expected: 'deny' },
  { ...logs, name: 'PUT to access-logs/ by inventory delivery', ask: put(), by: 'inventory delivery', expected: 'deny' },
  { ...inventory, name: 'GET of the inventory by reader', object: THERE, ask: get, by: 'reader', expected: 'allow' },
  { ...logs, name: 'GET of logs by reader', object: THERE, ask: get, by: 'reader', expected: 'deny' },
  { ...logs, name: 'GET by log delivery', object: THERE, ask: get, by: 'log delivery', expected: 'deny' },
  { ...logs, name: 'DELETE by log delivery', object: THERE, ask: remove, by: 'log delivery', expected: 'deny' },
];

export const peopleQuestions: readonly Question[] = [...outsiders, ...partners, ...erasers, ...deliveries];
