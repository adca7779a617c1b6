import { readTemplates, type Template } from '../../posture/cloudformation';
import type { BucketReading } from '../../posture/reading';

/** A bucket of a template, and what it is called in AWS. */
export interface Pair {
  readonly template: BucketReading;
  /** Undefined: CloudFormation makes the name up, and nobody said which. */
  readonly bucket?: string;
}

/** S3's rules for names, which no reference token and nothing else that is decided at deploy time meets. */
const NAME = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
const ARN = 'arn:aws:s3:::';

/**
 * The buckets of templates with their names: those that the templates write, and those that are given.
 *
 * @param names by `template#LogicalId`, or by `LogicalId` where one template has it
 * @throws RangeError where a name is given of a bucket that no template has, or of more than one, or two buckets have one name
 */
export function pairsOf(templates: readonly Template[], names: Readonly<Record<string, string>> = {}): readonly Pair[] {
  const readings = readTemplates(templates);
  const given = new Map<BucketReading, string>();
  for (const [id, name] of Object.entries(names)) {
    const meant = readings.filter(({ template, logicalId }) => id === `${template}#${logicalId}` || id === logicalId);
    if (meant.length === 0) throw new RangeError(`there is no bucket '${id}' in the templates; name one by its logical id`);
    if (meant.length > 1) throw new RangeError(`'${id}' is a bucket of ${meant.length} templates; say which, such as '${meant[0].template}#${id}'`);
    if (!NAME.test(name)) throw new RangeError(`'${name}' of '${id}' can be no bucket's name; pass the name alone, without s3:// or an ARN`);
    given.set(meant[0], name);
  }
  const pairs = readings.map((template): Pair => {
    const written = template.alternatives[0]?.posture.arn.slice(ARN.length) ?? '';
    const bucket = given.get(template) ?? (NAME.test(written) ? written : undefined);
    return bucket === undefined ? { template } : { template, bucket };
  });
  const twice = pairs.find(({ bucket }, i) => bucket !== undefined && pairs.findIndex(other => other.bucket === bucket) !== i);
  if (twice) throw new RangeError(`two buckets of the templates have the name '${twice.bucket}'; compare templates that are deployed together, each once`);
  return pairs;
}

/** What the reference tokens of the templates are called in AWS. */
export function namesOf(pairs: readonly Pair[]): ReadonlyMap<string, string> {
  return new Map(pairs.flatMap(({ template: { alternatives }, bucket }): [string, string][] => {
    const token = alternatives[0]?.posture.arn.slice(ARN.length);
    return token !== undefined && token.startsWith('<') && bucket !== undefined ? [[token, bucket]] : [];
  }));
}
