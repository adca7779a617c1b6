import { get, list, onBucket, putUsual, remove, THERE } from './asks';
import type { BucketName } from './buckets';
import type { Question } from './question';

const ALL: readonly BucketName[] = ['Records', 'Settlements', 'Customers', 'Uploads', 'AccessLogs'];

const everywhere: readonly Question[] = ALL.flatMap((bucket): Question[] => [
  { bucket, name: 'GET over HTTPS', object: THERE, ask: get, expected: 'allow' },
  { bucket, name: 'GET over HTTP', object: THERE, ask: get, how: { http: true }, expected: 'deny' },
  { bucket, name: 'PUT over HTTP', ask: putUsual, how: { http: true }, expected: 'deny' },
  { bucket, name: 'GET over TLS 1.1', object: THERE, ask: get, how: { tls: '1.1' }, expected: 'deny' },
  { bucket, name: 'GET, signed with Version 2', object: THERE, ask: get, how: { signature: 'version 2' }, expected: 'deny' },
  { bucket, name: 'GET, presigned 8 days ago for 7', object: THERE, ask: get, how: { signature: 'presigned', days: 8 }, expected: 'deny' },
  { bucket, name: 'list over HTTPS', ask: list, expected: 'allow' },
  { bucket, name: 'list over HTTP', ask: list, how: { http: true }, expected: 'deny' },
]);

const signatures: readonly Question[] = (['Records', 'Uploads'] as const).flatMap((bucket): Question[] => [
  { bucket, name: 'GET, presigned now', object: THERE, ask: get, how: { signature: 'presigned' }, expected: 'allow' },
  { bucket, name: 'GET, presigned 6 days ago for 7', object: THERE, ask: get, how: { signature: 'presigned', days: 6 }, expected: 'allow' },
  { bucket, name: 'GET, presigned now, over HTTP', object: THERE, ask: get, how: { signature: 'presigned', http: true }, expected: 'deny' },
  { bucket, name: 'GET, signed 8 days ago in headers', object: THERE, ask: get, how: { days: 8 }, expected: 'deny' },
]);

const networks: readonly Question[] = ([['Records', 'VPC', 'aws:SourceVpc'], ['Settlements', 'endpoint', 'aws:SourceVpce']] as const)
  .flatMap(([bucket, place, about]): Question[] => [
    { bucket, name: `GET through the ${place}`, object: THERE, ask: get, about, expected: 'allow' },
    { bucket, name: `GET from outside the ${place}`, object: THERE, ask: get, how: { outside: true }, about, expected: 'deny' },
    { bucket, name: `PUT through the ${place}`, ask: putUsual, about, expected: 'allow' },
    { bucket, name: `PUT from outside the ${place}`, ask: putUsual, how: { outside: true }, about, expected: 'deny' },
    { bucket, name: `DELETE from outside the ${place}`, object: THERE, ask: remove, how: { outside: true }, about, expected: 'deny' },
    { bucket, name: `list from outside the ${place}`, ask: list, how: { outside: true }, about, expected: 'deny' },
    { bucket, name: `presigned GET from outside the ${place}`, object: THERE, ask: get, how: { outside: true, signature: 'presigned' }, about, expected: 'deny' },
    { bucket, name: `anonymous GET through the ${place}`, object: THERE, ask: get, by: 'anonymous', expected: 'deny' },
    { bucket, name: `GET of the policy from outside the ${place}`, ask: onBucket('GET', 'policy'), how: { outside: true }, about, expected: 'allow' },
  ]);

export const transportQuestions: readonly Question[] = [...everywhere, ...signatures, ...networks];
