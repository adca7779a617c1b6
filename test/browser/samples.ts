import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { evaluate, KnownFindings, parseBaseline, type Report } from '../../src/evidence';
import { everyString } from '../../src/evidence/clean';
import { count } from '../../src/evidence/report';
import { FRAMEWORKS } from '../../src/frameworks';
import { embeddedTemplates, parseTemplate, readTemplates, type Template } from '../../src/posture/cloudformation';

const RECORDS = `
Parameters: { Stage: { Type: String, Default: dev } }
Resources:
  Records:
    Type: AWS::S3::Bucket
    Metadata:
      aws:cdk:path: App/Storage/Records/Resource
      cdk-s3-compliance:
        retentionLegalBasis: 'Art. 17(3)(b) GDPR: accounts are kept for ten years'
        allowedRegions: [eu-central-1, eu-west-1]
        exceptions:
          - { control: http-refused, owner: Jane Roe, expires: '2027-01-01', reason: a scanner of 2009 speaks no TLS and is replaced in spring }
          - { control: versioning-enabled, owner: John Doe, expires: '2026-01-31', reason: copies only }
          - { control: versionning-enabled, owner: John Doe, expires: '2027-01-31', reason: a typing error }
    Properties:
      BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: aws:kms, KMSMasterKeyID: !Ref Stage } }] }
      PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true }
  AccessLogs:
    Type: AWS::S3::Bucket
    Properties: { OwnershipControls: { Rules: [{ ObjectOwnership: BucketOwnerEnforced }] }, VersioningConfiguration: { Status: Enabled } }
`;

const WEBSITE = `
Resources:
  Assets:
    Type: AWS::S3::Bucket
    Properties: { WebsiteConfiguration: { IndexDocument: index.html }, PublicAccessBlockConfiguration: { BlockPublicAcls: false } }
  AssetsPolicy:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: !Ref Assets
      PolicyDocument: { Statement: [{ Effect: Allow, Principal: '*', Action: 's3:GetObject', Resource: !Sub '\${Assets.Arn}/*' }] }
`;

const BASELINE_FILE = JSON.stringify({
  schema: 'cdk-s3-compliance/baseline/1',
  findings: [
    { bucket: 'website.yaml#Assets', control: 'versioning-enabled', outcome: 'fail' },
    { bucket: 'website.yaml#Gone', control: 'http-refused', outcome: 'fail' },
  ],
});

function judged(templates: readonly Template[]): readonly Report[] {
  const all = [...templates, ...templates.flatMap(t => embeddedTemplates(t).templates)];
  const readings = readTemplates(all);
  return FRAMEWORKS.map(framework => evaluate(readings, framework, {
    templates: all, today: '2026-11-25', known: new KnownFindings(parseBaseline('baseline.json', BASELINE_FILE)),
  }));
}

/** Three buckets with something of everything, by every framework. */
export const fewReports = (): readonly Report[] => judged([parseTemplate('records.yaml', RECORDS), parseTemplate('website.yaml', WEBSITE)]);

const FOLDER = join(__dirname, '../../../shared/data/templates');

/** Templates that somebody wrote, where they are at hand. */
export function realReports(): readonly Report[] {
  if (!existsSync(FOLDER)) return [];
  return judged(readdirSync(FOLDER).map(name => parseTemplate(name, readFileSync(join(FOLDER, name), 'utf8'))));
}

/** As many buckets and frameworks as somebody asks for, and at least 60 requirements in each report. */
export function manyReports(buckets: number, frameworks: number): readonly Report[] {
  return fewReports().slice(-frameworks).map(report => {
    const copies = Array.from({ length: buckets }, (_, i) => everyString(report.buckets[i % report.buckets.length],
      (text, key) => key === 'logicalId' || key === 'at' || key === 'constructPath' ? text.replace(/Records|AccessLogs|Assets/, `$&${i}`) : text));
    const some = report.requirements;
    const requirements = Array.from({ length: Math.max(60, some.length) }, (_, i) => some[i] ?? { ...some[i % some.length], id: `${some[i % some.length].id} bis ${i}` });
    const more = new Map(requirements.slice(some.length).map((r, i) => [some[i % some.length].id, r.id]));
    const citing = (ids: readonly string[]) => ids.flatMap(id => more.has(id) ? [id, more.get(id)!] : [id]);
    return {
      ...report,
      summary: { buckets, outcomes: count(copies.flatMap(b => b.findings.map(f => f.outcome))) },
      buckets: copies.map(b => ({ ...b, findings: b.findings.map(f => ({ ...f, requirements: citing(f.requirements) })) })),
      requirements,
    };
  });
}

/** What tries to be markup, script, another order of reading, or an address. */
export const HOSTILE = [
  '</script><script>globalThis.hacked = 1; alert(1)</script>', '<!--<script>', '<img src=x onerror="globalThis.hacked = 2; alert(2)">', '"><svg onload=alert(3)>',
  "' onmouseover='alert(4)", ']]>', '\u202egnp.exe\u202c', 'a\u2028b\u2029c', '\u0000\u001b[2Jx', '\ud800',
  'javascript:alert(5)', '__proto__', '${alert(6)}', '`', '&lt;b&gt;', '\r\n\t',
  'https://evil.example/x.png',
  '<link rel=stylesheet href=https://evil.example/x.css>', '<style>@import "https://evil.example/y.css"</style>',
];

/** The same reports with a hostile text in every text that a template, or a framework of the user, can give. */
export function hostileReports(): readonly Report[] {
  const own: ReadonlySet<string> = new Set(['schema', 'outcome', 'severity', 'tier', 'status', 'priority']);
  // What others refer to has the same text wherever it stands.
  const names: ReadonlySet<string> = new Set(['id', 'check', 'requirements', 'control']);
  let i = 0;
  return fewReports().slice(0, 2).map(report => everyString(report, (text, key) =>
    own.has(key) ? text : names.has(key) ? `${text}${HOSTILE[text.length % HOSTILE.length]}` : `${text} ${HOSTILE[i++ % HOSTILE.length]}`));
}
