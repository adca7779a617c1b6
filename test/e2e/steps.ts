import { KMSClient, ListKeysCommand } from '@aws-sdk/client-kms';
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { ACCOUNT, cdk, credentials, type Ran, REGION } from './cdk';
import { appOf, type Deployment, must, namesOf, stacksOf, standing } from './deployment';
import { readJournal } from './journal';

/** The end of what a program said, where that matters. */
export const ended = ({ code, output }: Ran, wanted = 0): readonly string[] =>
  code === wanted ? [] : [`ended with ${code}, not ${wanted}:`, ...output.trimEnd().split('\n').slice(-25)];

export async function bootstrap(deployment: Deployment): Promise<string> {
  must(ended(await cdk(deployment, 'bootstrap', `aws://${ACCOUNT}/${REGION}`)));
  return 'done';
}

/** `cdk deploy` of an app whose rule pack finds something: nothing may come into being. */
export async function refuse(deployment: Deployment): Promise<string> {
  const { example, out, journal } = deployment;
  if (!example.refused) return '-';
  const before = readJournal(journal).length;
  const ran = await cdk(deployment, 'deploy', '--app', appOf(example), '--output', out, '--all', '--require-approval', 'never');
  must([
    ...ended(ran, 1),
    ...ran.output.includes('Careless') ? [] : ['does not name what stops it'],
    ...readJournal(journal).length === before ? [] : ['something was deployed all the same'],
  ]);
  return 'refused';
}

const unstopped = ({ example }: Deployment): readonly string[] => example.refused ? ['--ignore-errors'] : [];

const deploying = async (deployment: Deployment): Promise<Ran> => cdk(deployment, 'deploy', '--app', appOf(deployment.example), '--output', deployment.out,
  '--all', '--require-approval', 'never', '--progress', 'events', ...unstopped(deployment));

export async function deploy(deployment: Deployment): Promise<string> {
  must(ended(await deploying(deployment)));
  const stacks = stacksOf(deployment.out);
  const there = new Map(standing(deployment).map(entry => [`${entry.stack}/${entry.logicalId}`, entry]));
  must(stacks.flatMap(({ stack, Resources }) => Object.entries(Resources)
    .filter(([id]) => !there.has(`${stack}/${id}`)).map(([id, { Type }]) => `${stack}/${id} (${Type}) was not deployed, and nobody says why`)));
  const count = (...by: string[]) => [...there.values()].filter(entry => by.includes(entry.by)).length;
  must([...there.values()].filter(({ by }) => by === 'failed').map(({ stack, logicalId, error }) => `${stack}/${logicalId}: ${error}`));
  return `${count('moto', 'handler')} of ${there.size}`;
}

/** The app is synthesized and deployed again. */
export async function redeploy(deployment: Deployment): Promise<string> {
  const before = { templates: stacksOf(deployment.out), entries: readJournal(deployment.journal).length };
  const ran = await deploying(deployment);
  const stacks = stacksOf(deployment.out);
  const unchanged = stacks.filter(({ stack }) => ran.output.includes(`${stack} (no changes)`));
  must([
    ...ended(ran),
    ...stacks.filter(({ text }, i) => text !== before.templates[i]?.text).map(({ stack }) => `the template of ${stack} is another one the second time`),
    ...stacks.filter(one => !unchanged.includes(one)).map(({ stack }) => `${stack} changes the second time`),
    ...readJournal(deployment.journal).slice(before.entries).map(({ action, logicalId }) => `the second time does ${action} ${logicalId}`),
  ]);
  return `${unchanged.length} unchanged`;
}

/** Against the template that CloudFormation has; a change set without changes has the command line wait for a minute. */
export async function diff(deployment: Deployment): Promise<string> {
  const ran = await cdk(deployment, 'diff', '--app', deployment.out, '--all', '--fail', '--method', 'template', ...unstopped(deployment));
  must([...ended(ran), ...ran.output.includes('Number of stacks with differences: 0') ? [] : ['does not say that there are no differences', ran.output.slice(-500)]]);
  return 'empty';
}

/** What must be kept is there afterwards: asked of S3 and KMS, not of CloudFormation. */
export async function destroy(deployment: Deployment): Promise<string> {
  const { url, out, example } = deployment;
  const before = standing(deployment);
  const buckets = namesOf(deployment);
  const policies = new Map(stacksOf(out).flatMap(({ stack, Resources }) => Object.entries(Resources).map(([id, one]) => [`${stack}/${id}`, one.DeletionPolicy] as const)));
  const kept = before.filter(({ stack, logicalId }) => policies.get(`${stack}/${logicalId}`) === 'Retain');
  must(ended(await cdk(deployment, 'destroy', '--app', out, '--all', '--force', ...unstopped(deployment))));
  const after = new Set(standing(deployment).map(({ stack, logicalId }) => `${stack}/${logicalId}`));
  const options = { region: REGION, endpoint: url, credentials };
  const s3 = new S3Client({ ...options, forcePathStyle: true });
  const kms = new KMSClient(options);
  const { Buckets = [] } = await s3.send(new ListBucketsCommand({}));
  const { Keys = [] } = await kms.send(new ListKeysCommand({}));
  s3.destroy();
  kms.destroy();
  const there = new Set([...Buckets.map(({ Name }) => Name), ...Keys.map(({ KeyId }) => KeyId)]);
  const stateful = before.filter(({ type, by }) => ['AWS::S3::Bucket', 'AWS::KMS::Key'].includes(type) && by !== 'nobody');
  must([
    ...Object.keys(buckets).filter(place => kept.some(({ stack, logicalId }) => `${stack}#${logicalId}` === place) === place in (example.deleted ?? {}))
      .map(place => `whether the bucket ${place} is retained is not as in examples.ts`),
    ...stateful.filter(one => kept.includes(one) !== there.has(one.physicalId)).map(one => `${one.stack}/${one.logicalId} is ${there.has(one.physicalId) ? 'still there' : 'gone'}`),
    ...before.filter(one => !kept.includes(one) && one.by !== 'nobody' && after.has(`${one.stack}/${one.logicalId}`)).map(one => `${one.stack}/${one.logicalId} was not deleted`),
  ]);
  return `keeps ${kept.length}`;
}
