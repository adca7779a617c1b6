import { S3Client } from '@aws-sdk/client-s3';
import { type Break, BREAKS } from './breaks';
import { credentials, REGION } from './cdk';
import { type Deployment, must, namesOf, stacksOf } from './deployment';
import { differences, look, portOf } from './live';
import { FRAMEWORKS } from '../../src/frameworks';
import type { AwsPort } from '../../src/runtime/aws-sdk';

/** The place of a bucket by the path of its construct: `stack#LogicalId`. */
function placeOf({ out }: Deployment, path: string): string {
  for (const { stack, Resources } of stacksOf(out)) {
    const found = Object.entries(Resources).find(([, one]) => one.Metadata?.['aws:cdk:path'] === `${path}/Resource`);
    if (found !== undefined) return `${stack}#${found[0]}`;
  }
  throw new Error(`no template has a resource of the construct ${path}`);
}

type Outcomes = ReadonlyMap<string, ReadonlySet<string>>;

interface Judged {
  /** By check, of all frameworks. */
  readonly of: Outcomes;
  readonly facts: ReadonlySet<string>;
  readonly says: readonly string[];
}

async function outcomes(deployment: Deployment, port: AwsPort, bucket: string): Promise<Judged> {
  const { reports, drifted } = await look(deployment, port, [bucket], FRAMEWORKS.map(({ id }) => id));
  const of = new Map<string, Set<string>>();
  const findings = reports.flatMap(({ buckets }) => buckets).filter(({ logicalId }) => logicalId === bucket).flatMap(one => one.findings);
  for (const { check, outcome } of findings) {
    of.set(check, (of.get(check) ?? new Set()).add(outcome));
  }
  const differing = drifted.buckets.filter(one => one.bucket === bucket).flatMap(({ facts }) => facts).filter(({ state }) => state === 'differs');
  return { of, facts: new Set(differing.map(({ fact }) => fact)), says: differences(drifted) };
}

/** The bucket is broken one thing at a time: the right control fails, `drift` names the right fact, and once it is undone neither says anything. */
export async function broken(deployment: Deployment): Promise<string> {
  const place = placeOf(deployment, deployment.example.broken);
  const bucket = namesOf(deployment)[place];
  const port = await portOf(deployment.url);
  const s3 = new S3Client({ region: REGION, endpoint: deployment.url, credentials, forcePathStyle: true });
  const lines: string[] = [];
  const refused: string[] = [];
  let found = 0;
  try {
    const before = await outcomes(deployment, port, bucket);
    for (const one of BREAKS) {
      let undo: (() => Promise<unknown>) | undefined;
      try {
        undo = await one.change(s3, bucket);
      } catch (error) {
        if ((error as Error).name !== one.refused) throw error;
        refused.push(one.name);
        continue;
      }
      if (undo === undefined) continue;
      found += 1;
      const during = await outcomes(deployment, port, bucket);
      await undo();
      const after = await outcomes(deployment, port, bucket);
      lines.push(...missed(one, before.of, during).map(text => `${one.name}: ${text}`), ...after.says.map(text => `${one.name} was undone, and still ${text}`));
    }
  } finally {
    s3.destroy();
    port.close();
  }
  must(lines);
  return `${found} found${refused.length === 0 ? '' : `, ${refused.length} refused`}`;
}

export function missed({ controls, facts }: Break, before: Outcomes, during: Judged): readonly string[] {
  const passed = controls.filter(control => before.get(control)?.has('pass'));
  return [
    ...passed.length > 0 ? [] : [`no control of ${controls.join(', ')} passed before, so that none can fail`],
    ...passed.filter(control => !during.of.get(control)!.has('fail')).map(control => `${control} is ${[...during.of.get(control)!].join(', ')}`),
    ...facts.filter(fact => !during.facts.has(fact)).map(fact => `drift does not name ${fact}`),
  ];
}
