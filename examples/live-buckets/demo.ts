import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

/**
 * What the command line says of buckets that run, without AWS: of the answers that an audit kept, of an access log and of a changed policy.
 * Somebody changed two settings of the bucket hipaa-records by hand.
 */
const ROOT = join(__dirname, '../..');
const HERE = 'examples/live-buckets';
let wrong = 0;

function show(title: string, expected: number, ...args: readonly string[]): void {
  console.log(`\n${'='.repeat(100)}\n${title}\n  cdk-s3-compliance ${args.join(' ')}\n${'='.repeat(100)}\n`);
  const { status } = spawnSync('node', [join(ROOT, 'bin/cdk-s3-compliance'), ...args], { cwd: ROOT, stdio: 'inherit' });
  if (status !== expected) {
    wrong++;
    console.error(`expected the exit code ${expected}, got ${status}`);
  }
}

show('6. Audit of buckets that run, from the answers that AWS gave: two settings were changed by hand', 1, 'audit', '--replay', `${HERE}/answers.jsonl`,
  '--framework', 'pci-dss-4-0-1', '--control', 'public-access-blocked,versioning-enabled,encrypted-with-kms');
show('7. Drift: what the template says, against what runs', 1, 'drift', `${HERE}/records.template.json`, '--replay', `${HERE}/answers.jsonl`);
show('8. What an access log shows: plain HTTP, old TLS, nobody signed in, a URL that lives long, a burst of refusals; a bad line is kept', 1,
  'logs', `${HERE}/access-log.txt`);
show('9. A changed bucket policy: who may do what they could not do before', 1, 'policy', 'diff', `${HERE}/policy-before.json`, `${HERE}/policy-after.json`);
show('10. ... and whether it is public, by which statement', 1, 'policy', 'public', `${HERE}/policy-after.json`);

process.exitCode = wrong === 0 ? 0 : 1;
