import { cfnLintArguments, parseCfnLint } from './cfn-lint';
import { checkovArguments, parseCheckov } from './checkov';
import { parseReport } from './report';

// What each judge printed, shortened to what is read.

const check = (id: string, file: string, resource: string) => ({
  check_id: id, check_name: `about ${id}`, file_path: `/${file}`, file_abs_path: file, resource, file_line_range: [3, 8],
});

describe('checkov', () => {
  const results = {
    passed_checks: [check('CKV_AWS_19', 'golden-path/Storage.template.json', 'AWS::S3::Bucket.Uploads4F6EB0FD'), check('CKV_AWS_60', 'a/B.template.json', 'AWS::IAM::Role.C')],
    failed_checks: [check('CKV_AWS_18', 'golden-path/Storage.template.json', 'AWS::S3::Bucket.Uploads4F6EB0FD')],
    skipped_checks: [],
    parsing_errors: [],
  };

  test('finds', () => {
    expect(parseCheckov(JSON.stringify({ check_type: 'cloudformation', results, summary: { passed: 2, failed: 1, resource_count: 2 } }))).toEqual({
      judge: 'checkov',
      looked: ['golden-path/Storage', 'a/B'],
      findings: [{ judge: 'checkov', rule: 'CKV_AWS_18', at: 'golden-path/Storage/Uploads4F6EB0FD', says: 'about CKV_AWS_18' }],
      problems: [],
    });
  });

  test('cannot read a template, or was told to skip a rule', () => {
    const skipped = [check('CKV_AWS_21', 'a/B.template.json', 'AWS::S3::Bucket.C')];
    expect(parseCheckov(JSON.stringify({ results: { ...results, parsing_errors: ['a/Broken.template.json'], skipped_checks: skipped } })).problems).toEqual([
      'checkov cannot read a/Broken.template.json; run it by hand',
      'checkov was told to skip CKV_AWS_21 in a/B.template.json; acknowledge it in acknowledged.ts instead',
    ]);
  });

  test('had nothing to look at', () => {
    const printed = '{ "passed": 0, "failed": 0, "skipped": 0, "parsing_errors": 0, "resource_count": 0, "checkov_version": "3.3.30" }';
    expect(parseCheckov(printed)).toEqual({ judge: 'checkov', looked: [], findings: [], problems: [] });
  });

  test('printed nothing, or no JSON', () => {
    expect(() => parseCheckov('')).toThrow();
    expect(() => parseCheckov('usage: checkov')).toThrow();
  });

  test('is given each template', () => {
    expect(checkovArguments(['a/B.template.json', 'a/C.template.json']).slice(-4)).toEqual(['--file', 'a/B.template.json', '--file', 'a/C.template.json']);
  });
});

describe('cfn-lint', () => {
  const TEMPLATES = ['a/B.template.json', 'a/C.template.json'];
  const match = (id: string, file: string | null, path: (string | number)[] | null, message = 'so') => ({
    Filename: file, Level: 'Warning', Message: message, Location: { Path: path, Start: { LineNumber: 1 } }, Rule: { Id: id, ShortDescription: 'short' },
  });

  test('finds, at a resource or in the whole template', () => {
    const printed = JSON.stringify([
      match('W3005', 'a/B.template.json', ['Resources', 'Trail', 'DependsOn', 1]), match('W2001', 'a/C.template.json', ['Parameters', 'Size']), match('E1001', 'a/C.template.json', null),
    ]);
    expect(parseCfnLint(printed, TEMPLATES)).toEqual({
      judge: 'cfn-lint',
      looked: ['a/B', 'a/C'],
      findings: [['W3005', 'a/B/Trail'], ['W2001', 'a/C/'], ['E1001', 'a/C/']].map(([rule, at]) => ({ judge: 'cfn-lint', rule, at, says: 'so' })),
      problems: [],
    });
  });

  test('finds nothing', () => {
    expect(parseCfnLint('[]', TEMPLATES)).toEqual({ judge: 'cfn-lint', looked: ['a/B', 'a/C'], findings: [], problems: [] });
  });

  test('cannot read a template', () => {
    expect(parseCfnLint(JSON.stringify([match('E0000', 'a/B.template.json', null, 'did not find expected node content')]), TEMPLATES)).toEqual({
      judge: 'cfn-lint', looked: ['a/C'], findings: [], problems: ['cfn-lint cannot read a/B.template.json (\'did not find expected node content\'); run it by hand'],
    });
  });

  test('reads none where one is not there', () => {
    const { looked, problems } = parseCfnLint(JSON.stringify([match('E0003', null, null, 'a/D.template.json could not be processed by glob.glob')]), TEMPLATES);
    expect([looked, problems.length]).toEqual([[], 1]);
  });

  test('printed nothing', () => {
    expect(() => parseCfnLint('', TEMPLATES)).toThrow();
  });

  test('is given each template', () => {
    expect(cfnLintArguments(TEMPLATES).slice(-3)).toEqual(['--', ...TEMPLATES]);
  });
});

test('the report of a pack: what it finds, and what the app acknowledges', () => {
  const violation = (ruleName: string, ...paths: string[]) => ({ ruleName, description: 'no', severity: 'error', violatingConstructs: paths.map(constructPath => ({ constructPath })) });
  expect(parseReport('cdk-nag', {
    pluginName: 'AwsSolutions',
    violations: [violation('AwsSolutions-S1', 'Stack/A/Resource', 'Stack/B/Resource')],
    suppressedViolations: [{ ...violation('AwsSolutions-S10', 'Stack/A/Resource'), reason: 'it is meant so' }],
  }, path => `example/${path.replace('/Resource', '')}`)).toEqual([
    { judge: 'cdk-nag', rule: 'AwsSolutions-S1', at: 'example/Stack/A', says: 'no' },
    { judge: 'cdk-nag', rule: 'AwsSolutions-S1', at: 'example/Stack/B', says: 'no' },
    { judge: 'cdk-nag', rule: 'AwsSolutions-S10', at: 'example/Stack/A', says: 'no', answer: 'it is meant so' },
  ]);
});
