import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, type AppProps, Stack } from 'aws-cdk-lib';
import { CfnInclude } from 'aws-cdk-lib/cloudformation-include';
import { fourFrameworks } from '../../examples/four-frameworks/app';
import { goldenPath } from '../../examples/golden-path/app';
import { records } from '../../examples/hipaa-records/app';
import { platformAccount } from '../../examples/platform-account/app';
import { scheduledAudit } from '../../examples/scheduled-audit/app';

/** A bucket with nothing on, and a property that no bucket has: whoever finds nothing there looked at nothing. */
export const CANARY = 'canary';

const TEMPLATES = {
  'live-buckets': { stack: 'records', path: join(__dirname, '../../examples/live-buckets/records.template.json') },
  [CANARY]: { stack: CANARY, path: join(__dirname, 'canary.template.json') },
} as const;

/** Whoever reads apps gets a template as CfnInclude reads it. */
function included(example: keyof typeof TEMPLATES, props: AppProps): App {
  const app = new App(props);
  const { stack, path } = TEMPLATES[example];
  new CfnInclude(new Stack(app, stack), 'Template', { templateFile: path });
  return app;
}

/** The examples that are apps, and those that are templates. */
export const EXAMPLES: Readonly<Record<string, (props: AppProps) => App>> = {
  'hipaa-records': records,
  'four-frameworks': fourFrameworks,
  'golden-path': props => goldenPath({ guarded: true }, props),
  'scheduled-audit': scheduledAudit,
  'platform-account': platformAccount,
  'live-buckets': props => included('live-buckets', props),
  [CANARY]: props => included(CANARY, props),
};

/** Whoever reads templates gets them as they are: puts them over what CfnInclude made of them. */
export function restoreTemplates(folder: string): void {
  for (const [example, { stack, path }] of Object.entries(TEMPLATES)) copyFileSync(path, join(folder, example, `${stack}.template.json`));
}
