import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { messageOf } from './constructs/apps';
import { records, RecordsStack } from '../examples/hipaa-records/app';

describe('hipaa-records', () => {
  test('the pack stops the careless bucket; of the HipaaBucket only the trail is asked for', () => {
    const findings = messageOf(() => records().synth()).split('\n\n').filter(text => text.includes('HIPAA.S3'));
    const careless = findings.filter(text => text.includes('Records/Careless/Resource'));
    const rest = findings.filter(text => !careless.includes(text));
    expect(careless.filter(text => !text.includes('[unknown]')).length).toBe(13);
    expect(rest.length).toBeGreaterThan(0);
    for (const text of rest) expect(text).toMatch(/HIPAA\.S3-data-(reads|writes)-recorded\[unknown\]/);
  });

  test('the template, whole', () => {
    expect(Template.fromStack(new RecordsStack(new App(), 'Records')).toJSON()).toMatchSnapshot();
  });
});
