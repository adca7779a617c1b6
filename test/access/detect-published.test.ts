import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DETECTION_ROWS } from '../../src/access/detect';
import { detectAll, type DetectOptions } from '../../src/runtime/detect';
import { type CloudTrailInput, parseCloudTrail } from '../../src/runtime/parse-cloudtrail';

interface Published {
  readonly source: string;
  readonly test: string;
  readonly expected: boolean;
  readonly log: Record<string, unknown>;
}

const FOLDER = join(__dirname, '../../../shared/data/cloudtrail');
const present = existsSync(FOLDER);
if (!present) process.stderr.write(`skipped: ${FOLDER} is not there, so no published verdict was compared\n`);
const load = <T>(name: string): T => JSON.parse(readFileSync(join(FOLDER, name), 'utf8')) as T;

type Counterpart = { readonly ids: readonly string[]; readonly options?: DetectOptions } | string;
const is = (...ids: readonly string[]): Counterpart => ({ ids });

/** Rules of panther-analysis with events of S3: what they are here, or why they are nothing here; and what is expected of each event. */
const RULES: Readonly<Record<string, readonly [Counterpart, Readonly<Record<string, boolean>>]>> = {
  aws_cloudtrail_region_enabled: ['a Region is enabled in the account, not in S3', { 'Other Event': false }],
  aws_cloudtrail_short_lifecycle: [is('lifecycle-deletes'), { '1-Day Lifecycle Rule on Assumed CT Bucket': true, '730-Day Lifecycle Rule on Known CT Bucket': false }],
  aws_imds_credential_exfiltration: ['whose credentials are an instance is known to EC2, not to S3', { 'Normal EC2 Workload From Private IP': false }],
  aws_resource_made_public: [is('made-public'), {
    'S3 Not Made Publicly Accessible': false, 'S3 Failed to make Publicly Accessible': false, 'Invalid JSON Policy (Should Not Alert)': false,
  }],
  aws_root_activity: [is('root-use'), { 'Root Activity - CreateServiceLinkedRole': false, 'IAMUser Activity': false }],
  aws_s3_bucket_policy_modified: [is('permissions-changed'), { 'S3 Bucket Policy Modified': true, 'S3 Bucket Policy Not Modified': false }],
  aws_s3_copy_object_cross_account_kms: ['the account of a KMS key of a copy is judged by the bucket policy (wrong-encryption-refused)', { 'Copy with Same Account Owner': false }],
  aws_s3_copy_object_to_external_account_bucket: ['an event of a copy does not name the owner of its source', { 'S3 CopyObject Same Account': false }],
  aws_s3_copy_object_with_client_side_encryption: [is('sse-c-copy'), { 'CopyObject without client-side encryption': false }],
  aws_s3_delete_bucket_encryption: [is('encryption-weakened'), { 'Bucket Encryption Deletion Failed': false }],
  aws_s3_delete_bucket_replication: [is('replication-removed'), { 'Bucket Replication Deleted Successfully': true, 'Different S3 Event': false }],
  aws_s3_delete_object: [{ ids: ['mass-delete'], options: { massDelete: 1 } }, { 'Other Event': false }],
  aws_s3_delete_objects: [{ ids: ['mass-delete'], options: { massDelete: 1 } }, { 'Other Event': false }],
  aws_s3_delete_public_access_block: [is('public-access-block-removed'), { 'Public Access Block Deletion Failed': false }],
  aws_s3_disable_bucket_logging: [is('logging-disabled'), { 'Bucket Logging Disabled Successfully': true, 'Bucket Logging Enabled': false }],
  aws_s3_disable_mfa_delete: [is('mfa-delete-disabled'), { 'MFA Delete Disabled Successfully': true, 'MFA Delete Enabled': false, 'MFA Delete Field Missing': false }],
  aws_s3_ransomware_note_upload: ['names of keys are not judged', { 'Normal File Upload - quarterly_report.pdf': false }],
  aws_s3_security_control_disabling: [is('versioning-suspended', 'mfa-delete-disabled', 'logging-disabled', 'public-access-block-removed', 'encryption-weakened'), {
    'Match - Versioning Suspended': true, 'Match - MFA Delete Disabled': true, 'No Match - Bucket Logging Enabled': false, 'No Match - MFA Delete Enabled': false,
  }],
  aws_s3_suspend_versioning: [is('versioning-suspended'), { 'Versioning Suspended Successfully': true, 'Versioning Change Failed': false, 'Different S3 Event': false }],
  aws_vpce_access_denied: ['one refusal by an endpoint is no burst; many are (denied-burst)', { 'Not VPC Endpoint Event': false }],
  aws_vpce_external_principal: [is('other-account'), { 'External Principal Access': true, 'Non-VPC Event': false }],
  aws_vpce_s3_external_ip: [{ ids: ['outside-network'], options: { ipRanges: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16'] } }, { 'Internal IP Access': false }],
  aws_vpce_sensitive_api_calls: ['what is sensitive is decided for each endpoint', { 'API Call Without VPC Endpoint': false }],
};

async function detected(input: CloudTrailInput, { ids, options }: Exclude<Counterpart, string>): Promise<readonly string[]> {
  const records = (async function* () { for await (const item of parseCloudTrail(input)) if (item.ok) yield item.record; })();
  return (await detectAll(records, { ...options, only: ids })).detections.map(({ id }) => id);
}

(present ? describe : describe.skip)('published verdicts', () => {
  const all = present ? load<Published[]>('panther-analysis-s3.json') : [];
  const ruleOf = ({ source }: Published) => source.split('/').at(-1)!.replace('.yml', '');

  test('every rule and every event stands in the table', () => {
    const table = Object.entries(RULES).flatMap(([rule, [, tests]]) => Object.entries(tests).map(([name, expected]) => [rule, name, expected]));
    expect(all.map(one => [ruleOf(one), one.test, one.expected])).toEqual(expect.arrayContaining(table));
    expect(all.length).toBe(table.length);
    expect(Object.values(RULES).flatMap(([c]) => typeof c === 'string' ? [] : c.ids).filter(id => !DETECTION_ROWS.some(row => row.id === id))).toEqual([]);
  });

  test.each(all.filter(one => typeof RULES[ruleOf(one)]?.[0] !== 'string').map(one => [ruleOf(one), one.test, one] as const))('%s: %s', async (rule, name, { log }) => {
    const [counterpart, tests] = RULES[rule];
    expect((await detected([log], counterpart as Exclude<Counterpart, string>)).length > 0).toBe(tests[name]);
  });

  test('ransomware as stratus-red-team shows it: copies under foreign keys, and deletes', async () => {
    const [copy, deletion] = load<{ log: Record<string, unknown> }[]>('stratus-red-team-docs-s3-dataevents.json').map(({ log }) => log);
    expect(await detected([copy], { ids: ['sse-c-copy'] })).toEqual(['sse-c-copy']);
    const deletions = Array.from({ length: 100 }, () => ({ ...deletion, eventTime: '2026-01-31T12:00:00Z' }));
    expect(await detected(deletions, { ids: ['mass-delete'] })).toEqual(['mass-delete']);
  });

  test('events of the user guide', async () => {
    const guide = readFileSync(join(FOLDER, 'awsdocs-userguide-2023-cloudtrail-logging-understanding-s3-entries.json'));
    const ids = ['sigv2', 'acl-required', 'permissions-changed', 'sse-c-write', 'made-public', 'anonymous-access', 'root-use', 'old-tls'];
    expect([...await detected(guide, { ids })].sort()).toEqual(['acl-required', 'permissions-changed', 'sigv2', 'sse-c-write']);
  });
});
