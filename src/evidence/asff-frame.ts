import type { AsffFinding } from './asff-finding';
import { ASFF } from './asff-limits';
import { shorten } from './clean';
import { present } from './report';
import { line } from './sarif-text';

interface Subject {
  readonly account: string;
  readonly bucket: string;
  readonly framework: { readonly id: string };
  readonly check: string;
  readonly statement: string;
}

interface Place {
  readonly region: string;
  readonly at: string;
  readonly partition?: string;
  readonly productArn?: string;
  readonly regions?: ReadonlyMap<string, string>;
}

type Frame = Pick<AsffFinding,
'SchemaVersion' | 'Id' | 'ProductArn' | 'ProductName' | 'GeneratorId' | 'AwsAccountId' | 'CreatedAt' | 'UpdatedAt' | 'LastObservedAt' | 'Title' | 'Resources'>;

/** Names of buckets, those of the years before 2018 included. */
const NAME = /^[A-Za-z0-9._-]{1,255}$/;
const IDENTIFIER = /^[A-Za-z0-9._-]{1,100}$/;
const REGION = /^[a-z0-9-]{1,16}$/;

/**
 * What every finding on a bucket has, whatever was found.
 *
 * @throws RangeError where a name cannot be part of an ARN or an id
 */
export function frameOf({ account, bucket, framework, check, statement }: Subject, { region, at, partition = 'aws', productArn, regions }: Place): Frame {
  fits('account', account, /^\d{12}$/);
  fits('bucket', bucket, NAME);
  fits('framework', framework.id, IDENTIFIER);
  fits('check', check, IDENTIFIER);
  fits('region', region, REGION);
  fits('partition', partition, /^aws[a-z-]{0,20}$/);
  const time = Date.parse(at);
  if (Number.isNaN(time)) throw new RangeError(`'at' is no date that can be read, got '${shown(at)}'; pass one as ISO 8601`);
  const moment = new Date(time).toISOString();
  const arn = `arn:${partition}:s3:::${bucket}`;
  const its = regions?.get(bucket);
  return {
    SchemaVersion: '2018-10-08',
    Id: `cdk-s3-compliance/${framework.id}/${check}/${arn}`,
    ProductArn: productArn ?? `arn:${partition}:securityhub:${region}:${account}:product/${account}/default`,
    ProductName: 'cdk-s3-compliance',
    GeneratorId: `cdk-s3-compliance/${framework.id}/${check}`,
    AwsAccountId: account,
    CreatedAt: moment,
    UpdatedAt: moment,
    LastObservedAt: moment,
    Title: shorten(line(statement), ASFF.title) || check,
    Resources: [{ Type: 'AwsS3Bucket', Id: arn, Partition: partition, ...present('Region', its !== undefined && REGION.test(its) ? its : undefined) }],
  };
}

function fits(what: string, value: string, pattern: RegExp): void {
  if (!pattern.test(value)) throw new RangeError(`the ${what} '${shown(value)}' cannot stand in the id of a finding; pass a report that was not changed`);
}

const shown = (text: string): string => shorten(line(text), 60);
