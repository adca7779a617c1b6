import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { CloudFormationStackArtifact } from 'aws-cdk-lib/cx-api';
import { platformAccount } from './app';

/** CloudFormation: resources of a stack, and bytes of a template in S3. */
const [RESOURCES, BYTES] = [500, 1024 * 1024];

const { stacks } = platformAccount({ outdir: '.demo/platform' }, { many: 100 }).synth();

const bucketsIn = (resources: object): number => Object.values(resources as Record<string, { Type: string }>).filter(({ Type }) => Type === 'AWS::S3::Bucket').length;

function row({ stackName, assembly, templateFile, template }: CloudFormationStackArtifact): string[] {
  const { Resources: resources = {} } = template as { Resources?: object };
  const count = Object.keys(resources).length;
  const { size } = statSync(join(assembly.directory, templateFile));
  const share = (n: number, of: number) => `${String(n).padStart(7)}  ${(100 * n / of).toFixed(1).padStart(5)} %`;
  return [stackName.padEnd(10), String(bucketsIn(resources)).padStart(7), share(count, RESOURCES), share(size, BYTES)];
}

const line = '='.repeat(100);
console.log(`\n${line}\n7. The guardrails of an account, two applications, and a stack of 100 buckets: sizes, and shares of what CloudFormation takes\n${line}\n`);
console.log(['stack'.padEnd(10), 'buckets', `resources of ${RESOURCES}`, `bytes of ${BYTES}`].join('  '));
for (const stack of stacks) console.log(row(stack).join('  '));
