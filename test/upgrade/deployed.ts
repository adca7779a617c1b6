import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, type Environment, FileAssetPackaging, Stack, Token, Validations } from 'aws-cdk-lib';
import { CfnInclude } from 'aws-cdk-lib/cloudformation-include';
import { readRelease } from './releases';
import { CODE, INLINE, type SavedStack, type Template } from './template';

/**
 * Writes an example of a saved release as a cloud assembly, which the CDK command line deploys: `cdk deploy --app <folder> --all`. The code of
 * functions is not what it was: it answers and does nothing.
 *
 * @param release such as 0.0.0
 * @param example one of the examples, such as hipaa-records
 * @param folder is made, or gets the files besides those it has
 * @param env where the stacks are deployed; the environment that was saved by default
 * @returns the folder
 */
export function savedAssembly(release: string, example: string, folder: string, env?: Environment): string {
  const saved = [...readRelease(release)].filter(([name]) => name.startsWith(`${example}.`)).map(([name, stack]) => [name.slice(example.length + 1), stack] as const);
  if (saved.length === 0) throw new Error(`release ${release} has no example '${example}'; pass one of the folders of examples`);
  const app = new App({ outdir: folder, analyticsReporting: false });
  Validations.of(app).acknowledge({ id: 'CloudFormation-Validate::W3010', reason: 'the zones are those that the CDK wrote into the template' });
  mkdirSync(join(folder, CODE), { recursive: true });
  writeFileSync(join(folder, CODE, 'index.js'), 'exports.handler = async () => ({});\n');
  const stacks = new Map(saved.map(([id, stack]) => [id, stackFrom(app, id, stack, env)]));
  for (const [id, { dependencies }] of saved) for (const before of dependencies) stacks.get(id)!.addStackDependency(stacks.get(before)!);
  app.synth();
  return folder;
}

/** What a custom resource wants to hear, from functions of each language. */
const ANSWERS = {
  nodejs: `exports.handler = async ({ ResponseURL, StackId, RequestId, LogicalResourceId, PhysicalResourceId = LogicalResourceId }) => fetch(ResponseURL,
  { method: 'PUT', body: JSON.stringify({ Status: 'SUCCESS', StackId, RequestId, LogicalResourceId, PhysicalResourceId }) });`,
  python: `import json, urllib.request
def handler(event, context):
    answer = {'Status': 'SUCCESS', **{name: event[name] for name in ('StackId', 'RequestId', 'LogicalResourceId')}}
    answer['PhysicalResourceId'] = event.get('PhysicalResourceId', event['LogicalResourceId'])
    urllib.request.urlopen(urllib.request.Request(event['ResponseURL'], data=json.dumps(answer).encode(), method='PUT'))`,
};

const answering = (template: Template): Template => ({
  ...template,
  Resources: Object.fromEntries(Object.entries(template.Resources).map(([id, resource]) => {
    const { Code, Runtime } = (resource.Properties ?? {}) as { readonly Code?: { readonly ZipFile?: string }; readonly Runtime?: string };
    if (Code?.ZipFile !== INLINE) return [id, resource];
    const ZipFile = Runtime?.startsWith('python') ? ANSWERS.python : ANSWERS.nodejs;
    return [id, { ...resource, Properties: { ...resource.Properties, Code: { ZipFile } } }];
  })),
});

function stackFrom(app: App, id: string, { environment, template }: SavedStack, env?: Environment): Stack {
  const stack = new Stack(app, id, { env: env ?? environmentOf(environment) });
  const files = mkdtempSync(join(tmpdir(), 'saved-release-'));
  const templateFile = join(files, 'template.json');
  // without AWS the CDK takes zones for a VPC that are none
  writeFileSync(templateFile, JSON.stringify(answering(template)).replace(/"dummy1([a-c])"/g, `"${Token.isUnresolved(stack.region) ? 'dummy1' : stack.region}$1"`));
  new CfnInclude(stack, 'Saved', { templateFile });
  rmSync(files, { recursive: true });
  if (JSON.stringify(template).includes(`"${CODE}.zip"`)) {
    // Of the assembly, so that it can be moved.
    stack.synthesizer.addFileAsset({ fileName: CODE, sourceHash: CODE, packaging: FileAssetPackaging.ZIP_DIRECTORY });
  }
  return stack;
}

function environmentOf(environment: string): Environment {
  const [account, region] = environment.replace('aws://', '').split('/').map(name => name.startsWith('unknown-') ? undefined : name);
  return { account, region };
}
