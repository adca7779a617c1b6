import { bucketId } from './baseline';
import { uuidOf } from './oscal-ids';
import { inert, prop, some } from './oscal-parts';
import type { Because, BucketReport, Finding, Outcome, Report } from './report';
import { fileOf, isStdin, uriOf } from './sarif-uri';
import { declaredInWords, exceptionInWords, observedInWords, sentence, shortPath } from './words';

/** One thing that was looked at, as OSCAL says it, and what the findings and risks need of it. */
export interface Observed {
  readonly check: string;
  readonly outcome: Outcome;
  readonly uuid: string;
  readonly finding?: Finding;
  readonly bucket?: BucketReport;
  readonly observation: object;
}

const WORDS: Readonly<Record<Outcome, string>> = {
  'fail': 'Fails', 'unknown': 'Unknown', 'manual': 'To decide by hand', 'waived': 'Waived by its owner', 'pass': 'Passes', 'not-applicable': 'Does not apply',
};

/** A bucket as an inventory item: who it is, and what its owner declares of it. */
export function itemOf(bucket: BucketReport, uuid: string): object {
  const { template, logicalId, constructPath, line, declared = [], exceptions } = bucket;
  const owner = [
    ...declared.map(d => `Declared by the owner, not verified: ${declaredInWords(d).map(inert).join('; ')}`),
    ...exceptions.map(e => `Exception for ${inert(e.control)}, ${e.status}: ${inert(e.says)} (${inert(exceptionInWords(e))})`),
  ];
  return {
    uuid,
    description: `S3 bucket ${inert(constructPath ?? logicalId)} of ${inert(template)}`,
    ...some('props', [
      ...prop('bucket', bucketId(bucket)),
      ...prop('logical-id', logicalId),
      ...prop('construct-path', constructPath),
      ...prop('template', template),
      ...prop('line', line),
    ]),
    ...owner.length > 0 && { remarks: owner.join('\n\n') },
  };
}

/** What was found on one bucket, a control each. */
export function observationsOf({ framework }: Report, bucket: BucketReport, item: string, at: string): readonly Observed[] {
  return bucket.findings.map((finding): Observed => {
    const { check, outcome, severity, known, statement, because, assuming = [] } = finding;
    const uuid = uuidOf('observation', at, framework.id, item, check);
    return {
      check,
      outcome,
      uuid,
      finding,
      bucket,
      observation: {
        uuid,
        title: `${check}: ${outcome}`,
        description: `${WORDS[outcome]}: ${statement.replace(/\.?$/, '.')}`,
        props: [
          ...prop('check', check),
          ...prop('outcome', outcome),
          ...prop('severity', severity),
          ...known ? prop('baseline', 'known') : [],
        ],
        methods: ['EXAMINE'],
        types: [outcome === 'fail' ? 'finding' : 'control-objective'],
        subjects: [{ 'subject-uuid': item, 'type': 'inventory-item' }],
        ...some('relevant-evidence', because.map(b => evidenceOf(bucket, b))),
        collected: at,
        ...assuming.length > 0 && { remarks: `Taken for granted: ${assuming.map(inert).join('; ')}` },
      },
    };
  });
}

function evidenceOf(bucket: BucketReport, { template, at, line, says }: Because): object {
  const file = fileOf(template ?? bucket.template);
  return {
    ...!isStdin(file) && { href: uriOf(file) },
    description: inert(sentence(shortPath(bucket.at, at), says)) || 'no reason',
    ...some('props', [...prop('path', at), ...prop('line', line), ...template === undefined ? [] : prop('template', template)]),
  };
}

/** What a person attests once: nobody looked at it. */
export function attestationsOf({ framework, manual }: Report, at: string): readonly Observed[] {
  return manual.map(({ check, statement, manual: what, onlyIf, observed = [] }): Observed => {
    const uuid = uuidOf('attestation', at, framework.id, check);
    return {
      check,
      outcome: 'manual',
      uuid,
      observation: {
        uuid,
        title: `${check}: to attest by hand`,
        description: `${statement.replace(/\.?$/, '.')} ${what}`,
        props: [...prop('check', check), ...prop('outcome', 'manual'), ...prop('only-if', onlyIf)],
        methods: [observed.length > 0 ? 'EXAMINE' : 'UNKNOWN'],
        types: ['control-objective'],
        ...some('relevant-evidence', observed.map(seen => ({ description: inert(observedInWords(seen)) }))),
        collected: at,
        remarks: observed.length > 0
          ? 'No tool can decide this: what was seen is for the person who attests it, once, not for each bucket.'
          : 'No tool can see this. A person attests it once, not for each bucket.',
      },
    };
  });
}

/** What the baseline file records and nobody finds any more. */
export function goneOf({ framework, baseline }: Report, at: string): readonly object[] {
  return (baseline?.gone ?? []).map(({ bucket, control, outcome }) => ({
    uuid: uuidOf('gone', at, framework.id, bucket, control),
    title: `${inert(control) || 'a check'}: not found any more`,
    description: `Recorded in the baseline file as ${outcome} of ${inert(bucket)}, and not found any more.`,
    props: [...prop('check', control), ...prop('bucket', bucket), ...prop('baseline', 'gone'), ...prop('recorded-as', outcome)],
    methods: ['EXAMINE'],
    types: ['historic'],
    collected: at,
  }));
}
