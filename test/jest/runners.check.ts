import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

/**
 * Uses the matchers as consumers with only vitest, only jest and neither do: types and tests. Fails on the first thing that does not work.
 *
 *     ts-node -T --project test/tsconfig.json test/jest/runners.check.ts [package] [node_modules with vitest]
 */
const ROOT = join(__dirname, '../..');
const [PACKAGE = ROOT, VITEST = join(ROOT, 'node_modules')] = process.argv.slice(2).map(path => resolve(path));
const PEERS = ['aws-cdk-lib', 'constructs', 'cdk-nag', 'yaml'];
const JEST = ['jest', 'expect', '@jest/globals', '@types/jest'];

const STRICT = { strict: true, exactOptionalPropertyTypes: true, target: 'es2022', module: 'node16', noEmit: true, types: [] as string[], skipLibCheck: true };

const BODY = `
  test('a careless bucket', () => {
    const stack = new Stack(new App(), 'Stack');
    const bucket = new s3.Bucket(stack, 'Bucket', { enforceSSL: true });
    expect(bucket).toRefuse({ action: 's3:GetObject', insecure: true });
    expect(bucket).not.toRefuse({ action: 's3:GetObject', tls: '1.2' });
    expect(bucket).toAllow({ action: 's3:GetObject' });
    expect(bucket).not.toAllow({ action: 's3:GetObject', requester: 'other-account' });
    expect(stack).not.toSupport('hipaa');
    expect(() => expect(stack).toSupport('hipaa')).toThrow('✗ versioning-enabled');
    expect(() => expect(new Stack()).not.toSupport('hipaa')).toThrow('holds no S3 bucket');
  });
`;
const IMPORTS = `
  import { App, Stack } from 'aws-cdk-lib';
  import * as s3 from 'aws-cdk-lib/aws-s3';
`;
const MISTAKES = `
  export const mistakes = (expect1: typeof expect) => {
    // @ts-expect-error no such framework: the types are there, and are no any
    expect1(1).toSupport('hippa');
    // @ts-expect-error no such option
    expect1(1).not.toRefuse({ action: 's3:GetObject', vpcId: 'vpc-1' });
    // @ts-expect-error an action is needed
    expect1(1).toAllow({});
  };
`;

interface Consumer {
  readonly name: string;
  /** Beside the package and its peers. */
  readonly installed: readonly string[];
  readonly files: Readonly<Record<string, string>>;
  /** The file whose types are checked. */
  readonly typed: string;
  readonly compilerOptions?: object;
  /** A program of an installed package, and its arguments. */
  readonly run?: readonly [string, ...string[]];
}

const CONSUMERS: readonly Consumer[] = [
  {
    name: 'no runner',
    installed: ['@types/node', 'undici-types'],
    typed: 'use.ts',
    compilerOptions: { skipLibCheck: false },
    files: { 'use.ts': 'import { matchers, type BucketRequest } from \'cdk-s3-compliance/jest\'; export const used: [object, BucketRequest] = [matchers, { action: \'s3:GetObject\' }];' },
  },
  {
    name: 'vitest',
    installed: ['vitest'],
    typed: 'matchers.test.ts',
    files: { 'matchers.test.ts': `import { expect, test } from 'vitest'; import { matchers } from 'cdk-s3-compliance/jest'; ${IMPORTS} expect.extend(matchers); ${BODY} ${MISTAKES}` },
    run: ['vitest/vitest.mjs', 'run', '--globals=false'],
  },
  {
    name: 'vitest with globals',
    installed: ['vitest'],
    typed: 'matchers.test.ts',
    compilerOptions: { types: ['vitest/globals', 'cdk-s3-compliance/jest/extend'] },
    files: {
      'matchers.test.ts': `${IMPORTS} ${BODY} ${MISTAKES}`,
      'vitest.config.mjs': 'export default { test: { globals: true, setupFiles: [\'cdk-s3-compliance/jest/extend\'] } };',
    },
    run: ['vitest/vitest.mjs', 'run'],
  },
  {
    name: 'jest with globals',
    installed: JEST.filter(name => !['expect', '@jest/globals'].includes(name)),
    typed: 'types.ts',
    compilerOptions: { types: ['jest', 'cdk-s3-compliance/jest/extend'] },
    files: {
      'types.ts': `${IMPORTS} ${BODY} ${MISTAKES}`,
      'matchers.test.js': `const { App, Stack } = require('aws-cdk-lib'); const s3 = require('aws-cdk-lib/aws-s3'); ${BODY}`,
      'jest.config.json': JSON.stringify({ setupFilesAfterEnv: ['cdk-s3-compliance/jest/extend'], testMatch: ['**/*.test.js'] }),
    },
    run: ['jest/bin/jest.js', '--config', 'jest.config.json'],
  },
  {
    name: 'jest without globals',
    installed: JEST.filter(name => name !== '@types/jest'),
    typed: 'types.ts',
    files: {
      'types.ts': `import { expect, test } from '@jest/globals'; import { matchers } from 'cdk-s3-compliance/jest'; ${IMPORTS} expect.extend(matchers); ${BODY} ${MISTAKES}`,
      'matchers.test.js': `const { expect, test } = require('@jest/globals'); const { matchers } = require('cdk-s3-compliance/jest'); expect.extend(matchers);
        const { App, Stack } = require('aws-cdk-lib'); const s3 = require('aws-cdk-lib/aws-s3'); ${BODY}`,
      'jest.config.json': JSON.stringify({ injectGlobals: false, testMatch: ['**/*.test.js'] }),
    },
    run: ['jest/bin/jest.js', '--config', 'jest.config.json'],
  },
];

function check({ name, installed, files, typed, compilerOptions, run }: Consumer, folder: string): void {
  const link = (from: string, to: string) => {
    mkdirSync(dirname(join(folder, 'node_modules', to)), { recursive: true });
    symlinkSync(from, join(folder, 'node_modules', to));
  };
  // A copy, which finds what the consumer has installed, and nothing else.
  for (const part of ['package.json', 'lib']) cpSync(join(PACKAGE, part), join(folder, 'node_modules/cdk-s3-compliance', part), { recursive: true });
  for (const peer of PEERS) link(join(ROOT, 'node_modules', peer), peer);
  for (const runner of installed) link(join(existsSync(join(VITEST, runner)) && runner === 'vitest' ? VITEST : join(ROOT, 'node_modules'), runner), runner);
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'consumer', private: true }));
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: { ...STRICT, ...compilerOptions }, files: [typed] }));
  for (const [file, text] of Object.entries(files)) writeFileSync(join(folder, file), text);

  const options = { cwd: folder, encoding: 'utf8', env: { ...process.env, CDK_VALIDATION: 'false', CI: 'true', NO_COLOR: '1' } } as const;
  execFileSync('node', [join(ROOT, 'node_modules/typescript/bin/tsc')], { ...options, stdio: ['ignore', 'inherit', 'inherit'] });
  if (!run) return;
  const [program, ...args] = run;
  const { status, stdout, stderr } = spawnSync('node', [join(folder, 'node_modules', program), ...args], options);
  if (status !== 0 || !/1 passed/.test(`${stdout}${stderr}`)) throw new Error(`${name}: the test did not pass\n${stdout}${stderr}`);
}

for (const consumer of CONSUMERS) {
  const folder = mkdtempSync(join(tmpdir(), 'matchers-'));
  try {
    check(consumer, folder);
    console.log(`${consumer.name}: types${consumer.run ? ' and test' : ''} ok`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
