import { Duration, Names, Size, Stack } from 'aws-cdk-lib';
import * as athena from 'aws-cdk-lib/aws-athena';
import * as glue from 'aws-cdk-lib/aws-glue';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { AccessLogAnalyticsProps } from './access-log-analytics-props';
import { analystStatements, type Reach } from './analyst-statements';
import { type AuditQuestion, logQuestions, trailQuestions } from './audit-questions';
import { checkAnalytics } from './checks';
import { accessLogTable, createTable, type LogTable, OUTPUT_FORMAT, projectionOf, trailTable } from './log-tables';
import { resultBucket } from './result-bucket';
import { sourceOf } from './sources';
import { securityAssessments } from '../../controls/manual';
import { provided } from '../already-provided';
import { acknowledgeWildcards } from '../nag-answers';

const LOGS = 'access-logs/';

/**
 * Asks access logs and CloudTrail's log files with SQL, where they are too many for one machine: tables of Glue that need no crawler, a workgroup of
 * Athena that encrypts its results and stops a query that scans too much, and the questions of an audit as named queries: who read a key, TLS below
 * 1.2, anonymous, outside the network, bursts of denials, deletes, Signature Version 2.
 *
 * Supports the check `security-assessments`: it answers the questions of an access review. It makes no review, and records nothing itself.
 *
 * It does not cover: Lake Formation, where it governs the database, which must grant the analysts SELECT on the tables besides; logs in another layout
 * than that of this library; and the VPC endpoint of a request in an access log, which only CloudTrail knows.
 *
 * Costs: Athena by the terabyte that queries scan, S3 requests and the storage of results, a KMS key and its requests. Partitions and the limit of a
 * scan keep it low: name days and sources; a lower `scanLimit` and the key that you have are cheaper. The tables of Glue are within its free tier.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-s3-access-logs-to-identify-requests.html
 * @see https://docs.aws.amazon.com/athena/latest/ug/partition-projection.html
 */
export class AccessLogAnalytics extends Construct {
  public readonly databaseName: string;

  public readonly workGroupName: string;

  /** Gets the results of queries; none where the workgroup was there already. */
  public readonly resultBucket?: s3.IBucket;

  /** Encrypts the results of queries; none where the workgroup was there already. */
  public readonly encryptionKey?: kms.IKey;

  /** What analysts may do. */
  public readonly analystPolicy: iam.ManagedPolicy;

  /** The statements that create the same tables by hand. */
  public readonly createTableStatements: string[];

  constructor(scope: Construct, id: string, props: AccessLogAnalyticsProps) {
    super(scope, id);
    checkAnalytics(this.node.path, props);
    const { accessLogBucket: logs, trailLogBucket, firstDay = 'NOW-6YEARS' } = props;
    const name = Names.uniqueResourceName(this, { maxLength: 100, separator: '_', allowedSpecialCharacters: '_' }).toLowerCase();
    const { database, databaseName } = this.databaseOf(props, name);
    this.databaseName = databaseName;

    const trailPrefix = [...props.trailLogPrefix === undefined ? [] : [props.trailLogPrefix], 'AWSLogs', ...props.organizationId === undefined ? [] : [props.organizationId]].map(part => `${part}/`).join('');
    const logTable = accessLogTable(`s3://${logs.bucketName}/${LOGS}`, firstDay, props.buckets?.map(bucket => sourceOf(this, bucket, logs)));
    const events = trailLogBucket && trailTable(`s3://${trailLogBucket.bucketName}/${trailPrefix}`, firstDay,
      props.trailAccountIds ?? [Stack.of(this).account], props.trailRegions ?? [Stack.of(this).region]);
    const tables = [logTable, ...events ? [events] : []];
    this.createTableStatements = tables.map(table => createTable(databaseName, table));
    for (const table of tables) this.tableOf(table, database);

    const results = props.existingWorkGroup ? undefined : this.resultsOf(props);
    this.resultBucket = results?.bucket;
    this.encryptionKey = results?.key;
    const workGroup = results && this.groupOf(name, results, props.scanLimit ?? Size.gibibytes(100));
    this.workGroupName = workGroup ? name : provided(this, 'existingWorkGroup', props.existingWorkGroup!, [securityAssessments], [/^[A-Za-z0-9._-]{1,128}$/, 'primary']);

    const quoted = (table: LogTable) => `"${databaseName}"."${table.name}"`;
    for (const question of [...logQuestions(logTable, quoted(logTable)), ...events ? trailQuestions(events, quoted(events)) : []]) {
      this.ask(question, [database, workGroup]);
    }
    this.analystPolicy = new iam.ManagedPolicy(this, 'Analysts', {
      description: 'Lets analysts ask the logs of S3',
      statements: analystStatements(this, {
        workGroup: this.workGroupName,
        database: databaseName,
        tables: tables.map(table => table.name),
        logs: [
          { bucket: logs, prefix: LOGS },
          ...trailLogBucket ? [{ bucket: trailLogBucket, prefix: trailPrefix, key: props.trailEncryptionKey ?? trailLogBucket.encryptionKey }] : [],
        ],
        results,
      }),
    });
    acknowledgeWildcards(this.analystPolicy, 'Logs and results have keys that nobody knows beforehand; each wildcard stands behind the prefix of the logs, or in the bucket that holds nothing but results.');
    props.analysts?.forEach(role => this.grantQuery(role));
  }

  /** Lets a role ask: in this workgroup, of these tables, no more. */
  public grantQuery(role: iam.IRole): void {
    this.analystPolicy.attachToRole(role);
  }

  private databaseOf(
    { existingDatabase, databaseName: given }: AccessLogAnalyticsProps, name: string,
  ): { database?: glue.CfnDatabase; databaseName: string } {
    if (existingDatabase) return { databaseName: provided(this, 'existingDatabase', existingDatabase, [securityAssessments], [/^[a-z0-9_]{1,255}$/, 's3_logs']) };
    const databaseName = given ?? name;
    const database = new glue.CfnDatabase(this, 'Database', {
      catalogId: Stack.of(this).account, databaseInput: { name: databaseName, description: 'Logs of S3' },
    });
    return { database, databaseName };
  }

  private tableOf(table: LogTable, database?: glue.CfnDatabase): void {
    const made = new glue.CfnTable(this, `Table_${table.name}`, {
      catalogId: Stack.of(this).account,
      databaseName: this.databaseName,
      tableInput: {
        name: table.name,
        description: table.description,
        tableType: 'EXTERNAL_TABLE',
        parameters: { EXTERNAL: 'TRUE', ...projectionOf(table) },
        partitionKeys: table.partitions.map(one => ({ name: one.name, type: 'string' })),
        storageDescriptor: {
          columns: [...table.columns],
          location: table.location,
          inputFormat: table.inputFormat,
          outputFormat: OUTPUT_FORMAT,
          serdeInfo: { serializationLibrary: table.serde, parameters: table.serdeParameters },
        },
      },
    });
    if (database) made.addResourceDependency(database);
  }

  private resultsOf(props: AccessLogAnalyticsProps): NonNullable<Reach['results']> {
    const key = props.encryptionKey ?? new kms.Key(this, 'Key', { description: 'Encrypts the results of queries about logs of S3', enableKeyRotation: true });
    return { key, bucket: resultBucket(this, key, props.accessLogBucket, props.resultRetention ?? Duration.days(30)) };
  }

  private groupOf(name: string, { bucket, key }: NonNullable<Reach['results']>, scanLimit: Size): athena.CfnWorkGroup {
    return new athena.CfnWorkGroup(this, 'WorkGroup', {
      name,
      description: 'Audit questions about logs of S3',
      // else the history of queries would keep the stack from being deleted; the results stay in their bucket
      recursiveDeleteOption: true,
      workGroupConfiguration: {
        enforceWorkGroupConfiguration: true,
        publishCloudWatchMetricsEnabled: true,
        requesterPaysEnabled: false,
        bytesScannedCutoffPerQuery: scanLimit.toBytes(),
        engineVersion: { selectedEngineVersion: 'Athena engine version 3' },
        resultConfiguration: {
          outputLocation: `s3://${bucket.bucketName}/results/`,
          expectedBucketOwner: Stack.of(this).account,
          encryptionConfiguration: { encryptionOption: 'SSE_KMS', kmsKey: key.keyArn },
        },
      },
    });
  }

  private ask({ name, description, sql }: AuditQuestion, after: readonly (glue.CfnDatabase | athena.CfnWorkGroup | undefined)[]): void {
    const query = new athena.CfnNamedQuery(this, `Query_${name}`, {
      name, description, queryString: sql, database: this.databaseName, workGroup: this.workGroupName,
    });
    for (const one of after) if (one) query.addResourceDependency(one);
  }
}
