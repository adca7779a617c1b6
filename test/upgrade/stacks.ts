import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, type AppProps, type StageSynthesisOptions } from 'aws-cdk-lib';
import { buckets } from './bucket-stacks';
import { guardrails } from './guardrail-stacks';
import { retrofit } from './retrofit-stacks';
import { lasting, type SavedStack, settled, type Template, templatesInside } from './template';
import { fourFrameworks } from '../../examples/four-frameworks/app';
import { goldenPath } from '../../examples/golden-path/app';
import { RecordsStack } from '../../examples/hipaa-records/app';
import { platformAccount } from '../../examples/platform-account/app';
import { scheduledAudit } from '../../examples/scheduled-audit/app';
import { bundleInline, bundleOf, INLINE } from '../constructs/account/bundles';
import { BUNDLE, bundleAudit } from '../constructs/audit-bundle';

type Make = (props: AppProps) => App;

export const EXAMPLES: Readonly<Record<string, Make>> = {
  'hipaa-records': recordsStack,
  'four-frameworks': fourFrameworks,
  'golden-path': props => goldenPath({ guarded: true }, props),
  'scheduled-audit': scheduledAudit,
  'platform-account': platformAccount,
};

/** Every construct that makes something lasting, in its variants. */
const VARIANTS: Readonly<Record<string, Make>> = { buckets, guardrails, retrofit };

/** The example without its pack, which stops the synthesis on purpose. */
function recordsStack(props: AppProps): App {
  const app = new App(props);
  new RecordsStack(app, 'Records');
  return app;
}

interface Artifact {
  readonly type: string;
  readonly environment?: string;
  readonly properties?: { readonly templateFile?: string };
  readonly dependencies?: readonly string[];
}

/** Nothing that templates do not need. */
const CHEAP: AppProps = { analyticsReporting: false, stackTraces: false, treeMetadata: false };

/** The stacks whose templates are the contract, as they are today, each by its app and its own name, such as `buckets.Hipaa`. */
export function stacksOfToday(): ReadonlyMap<string, SavedStack> {
  if (!existsSync(BUNDLE)) bundleAudit();
  if (!INLINE.every(name => existsSync(bundleOf(name)))) bundleInline();
  const made = (apps: typeof EXAMPLES, options?: StageSynthesisOptions) => Object.entries(apps)
    .flatMap(([name, make]) => stacksOf(make(CHEAP), options).map(([id, stack]): [string, SavedStack] => [`${name}.${id}`, stack]));
  const variants = made(VARIANTS).map(([id, stack]): [string, SavedStack] => [id, { ...stack, template: lasting(stack.template) }]);
  // The examples are saved whole, so that they can be deployed; that they are valid is tested with them.
  return new Map([...made(EXAMPLES, { skipValidation: true }), ...variants]);
}

function stacksOf(app: App, options?: StageSynthesisOptions): [string, SavedStack][] {
  app.synth(options);
  const read = (file: string) => JSON.parse(readFileSync(join(app.outdir, file), 'utf8')) as unknown;
  const { artifacts } = read('manifest.json') as { artifacts: Record<string, Artifact> };
  const stacks = Object.entries(artifacts).filter(([, { type }]) => type === 'aws:cloudformation:stack');
  return stacks.flatMap(([id, { environment, properties, dependencies = [] }]) => {
    const template = read(properties!.templateFile!) as Template;
    const before = dependencies.filter(other => stacks.some(([name]) => name === other));
    const saved = (body: Template) => ({ environment: environment!, dependencies: before, template: settled(body) });
    return [[id, saved(template)], ...templatesInside(template).map(([set, body]): [string, SavedStack] => [`${id}.${set}`, saved(body)])];
  });
}
