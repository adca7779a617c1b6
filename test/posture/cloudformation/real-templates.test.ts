import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseTemplate, readTemplates } from '../../../src/posture/cloudformation';

const FOLDER = join(__dirname, '../../../../shared/data/templates');
const files = existsSync(FOLDER) ? readdirSync(FOLDER) : [];
const read = (file: string) => parseTemplate(file, readFileSync(join(FOLDER, file), 'utf8'));

(files.length > 0 ? describe : describe.skip)(`templates of others${files.length > 0 ? '' : ` (skipped: there is no folder ${FOLDER})`}`, () => {
  test.each(files.length > 0 ? files : ['none'])('%s', file => {
    const template = read(file);
    const readings = readTemplates([template]);
    const declared = Object.entries(template.body.Resources as Record<string, { Type: string }>).filter(([, { Type }]) => Type === 'AWS::S3::Bucket');
    expect(readings.map(({ logicalId }) => logicalId)).toEqual(declared.map(([id]) => id));
    const lines = readFileSync(join(FOLDER, file), 'utf8').split('\n');
    for (const { line, logicalId } of readings) expect(lines[(line ?? 0) - 1]).toContain(logicalId);
    for (const { alternatives } of readings) expect(alternatives.length).toBeGreaterThan(0);
  });

  test('a bucket and its policy that share a Sub are paired', () => {
    const readings = readTemplates([read('S3__compliant-bucket.yaml')]);
    for (const { alternatives: [{ posture }] } of readings) expect(posture.policy).toMatchObject({ value: { statements: [{ effect: 'Deny' }, { effect: 'Allow' }] } });
  });

  test('all of them together', () => {
    expect(readTemplates(files.map(read)).length).toBeGreaterThan(files.length);
  });
});
