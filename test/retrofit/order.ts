import { App, Duration, Mixins, Stack } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type { IMixin } from 'constructs';
import { endpoints, ENV, MIXINS, resourcesOf, retention } from './buckets';
import { CurrentSignaturesOnly, EncryptionEnforced, HipaaCompliance, PciCompliance, SecureTransport, Soc2Compliance } from '../../src';
import { messageOf } from '../constructs/apps';

describe('the order of mixins', () => {
  const hardened = (mixins: readonly IMixin[]) => {
    const stack = new Stack(new App({ analyticsReporting: false }), 'Stack', { env: ENV });
    new s3.Bucket(stack, 'Data');
    new s3.CfnBucket(stack, 'Raw');
    for (const mixin of mixins) Mixins.of(stack).apply(mixin);
    return JSON.stringify(resourcesOf(stack));
  };
  const permutations = <T>(items: readonly T[]): T[][] => items.length < 2 ? [[...items]]
    : items.flatMap((item, i) => permutations(items.filter((_, n) => n !== i)).map(rest => [item, ...rest]));
  const all = Object.values(MIXINS);
  const text = hardened(all.map(make => make()));
  // ALL_ORDERS=1 asks for all 120, and for all pairs; else each mixin comes first once, and last.
  const orders = process.env.ALL_ORDERS ? permutations(all)
    : [[...all].reverse(), ...all.map((_, n) => [...all.slice(n), ...all.slice(0, n)])];

  test('of all frameworks: the same buckets', () => {
    for (const order of orders) expect(hardened(order.map(make => make()))).toBe(text);
  });

  test('of two, and of one with a hardening of its own', () => {
    const alone = [() => new SecureTransport(), () => new EncryptionEnforced(), () => new CurrentSignaturesOnly({ maximumAge: Duration.hours(1) })];
    const next = (n: number) => process.env.ALL_ORDERS ? [...all.slice(n + 1), ...alone] : [all[(n + 1) % all.length], alone[n % alone.length]];
    for (const [n, one] of all.entries()) {
      for (const other of next(n)) expect(hardened([one(), other()])).toBe(hardened([other(), one()]));
    }
  });

  test('of one with an exception and one without: the exception lets nothing pass that the other asks for', () => {
    const exceptions = [{ control: 'encrypted-with-kms', reason: 'no key yet', owner: 'Jane Roe', expires: '2999-01-01' }];
    const spared = () => new PciCompliance({ network: endpoints(), exceptions });
    expect(hardened([spared(), MIXINS.hipaa()])).toBe(hardened([MIXINS.hipaa(), spared()]));
    expect(hardened([spared(), MIXINS.hipaa()])).toContain('aws:kms');
    expect(hardened([spared()])).not.toContain('aws:kms');
  });

  test('twice is once', () => {
    const twice = all.map(make => make());
    expect(hardened([...twice, ...twice])).toBe(text);
    expect(hardened([...twice, ...all.map(make => make())])).toBe(text);
  });

  test.each<[string, () => IMixin, () => IMixin, string]>([
    ['networks', () => new HipaaCompliance({ retention: retention(), network: endpoints(), newBuckets: true }),
      () => new Soc2Compliance({ network: endpoints('vpce-0aaaaaaaaaaaaaaaa') }), '\'network\' is stated in two ways'],
    ['roles that are let off a second factor', () => new Soc2Compliance(),
      () => new Soc2Compliance({ mfaExemptRoles: [{ roleArn: 'arn:aws:iam::111122223333:role/x', node: {} } as iam.IRole] }), '\'mfaExemptRoles\' is stated in two ways'],
  ])('two %s are an error in either order', (_, one, other, expected) => {
    expect(messageOf(() => hardened([one(), other()]))).toContain(expected);
    expect(messageOf(() => hardened([other(), one()]))).toContain(expected);
  });
});

