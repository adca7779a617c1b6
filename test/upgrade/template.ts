import { PASSING } from './contract';

/** As much of a template as the upgrade story looks at. */
export interface Template {
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly Parameters?: Readonly<Record<string, unknown>>;
  readonly Rules?: Readonly<Record<string, unknown>>;
  readonly Conditions?: Readonly<Record<string, unknown>>;
  readonly Outputs?: Readonly<Record<string, Output>>;
}

export interface Output {
  readonly Value: unknown;
  readonly Export?: { readonly Name: unknown };
}

export interface Resource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly Condition?: string;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

export interface SavedStack {
  /** As a cloud assembly spells it: `aws://111122223333/eu-central-1`. */
  readonly environment: string;
  /** Stacks of the same app that are deployed before. */
  readonly dependencies: readonly string[];
  readonly template: Template;
}

/** The key under which the assembly of a saved release puts the code of functions; the hash of a real one is of the machine's file. */
export const CODE = 'saved-release';

/** The code of functions that stands in templates: it changes with every file behind it, and a custom resource only asks for an answer. */
export const INLINE = 'const r=require("cfn-response");exports.handler=(e,c)=>r.send(e,c,r.SUCCESS,{},e.PhysicalResourceId)';

/**
 * What CloudFormation acts on, without what differs from machine to machine or with every line of code: metadata, the code of functions, and what
 * the CDK asks of its own bootstrap stack.
 */
export function settled({ Resources, Parameters, Rules, ...rest }: Template): Template {
  const own = (entries: object = {}) => Object.fromEntries(Object.entries(entries).filter(([name]) => !/^(?:Check)?BootstrapVersion$/.test(name)));
  const settledResources = Object.entries(Resources).map(([id, resource]) => [id, settledResource(resource)] as const);
  const parts = { Resources: Object.fromEntries(settledResources), Parameters: own(Parameters), Rules: own(Rules) };
  return { ...rest, ...Object.fromEntries(Object.entries(parts).filter(([, part]) => Object.keys(part).length > 0)) } as Template;
}

/** The part of a template that the contract is about: what keeps nothing is left out, and so are the words of policies. */
export function lasting({ Resources, ...rest }: Template): Template {
  const wordless = (name: string, value: unknown) => WORDS.includes(name) ? { Statement: [] } : value;
  const shorter = (resource: Resource) => JSON.parse(JSON.stringify(resource), wordless) as Resource;
  const kept = Object.entries(Resources).filter(([, { Type }]) => !PASSING.has(Type)).map(([id, resource]) => [id, shorter(resource)] as const);
  return { ...rest, Resources: Object.fromEntries(kept) };
}

const WORDS = ['PolicyDocument', 'KeyPolicy', 'AssumeRolePolicyDocument'];

function settledResource({ Metadata: _, ...resource }: Resource & { readonly Metadata?: unknown }): Resource {
  const { Type, Properties = {} } = resource;
  const having = (changed: object) => ({ ...resource, Properties: { ...Properties, ...changed } });
  if (PACKS.includes(Type)) return having({ TemplateBody: PACK });
  if (Type === STACK_SET) return having({ TemplateBody: 'a stack of its own' });
  if (Type !== 'AWS::Lambda::Function') return resource;
  const code = Properties.Code as { readonly ZipFile?: string; readonly S3Key?: string };
  return having({ Code: code.ZipFile === undefined ? { ...code, S3Key: `${CODE}.zip` } : { ZipFile: INLINE } });
}

const STACK_SET = 'AWS::CloudFormation::StackSet';

/** The templates that stand inside of a template, each by the logical id of its stack set. */
export function templatesInside({ Resources }: Template): [string, Template][] {
  const sets = Object.entries(Resources).filter(([, { Type }]) => Type === STACK_SET);
  return sets.map(([id, { Properties }]) => [id, JSON.parse(Properties!.TemplateBody as string) as Template]);
}

/** Rules come and go with the frameworks, and a pack keeps nothing of its own. */
const PACKS = ['AWS::Config::ConformancePack', 'AWS::Config::OrganizationConformancePack'];
const PACK = 'Resources:\n  Rule:\n    Type: AWS::Config::ConfigRule\n    Properties:\n      ConfigRuleName: s3-bucket-versioning-enabled\n      Source:\n'
  + '        Owner: AWS\n        SourceIdentifier: S3_BUCKET_VERSIONING_ENABLED\n';
