import { TRAIL_COLUMNS } from './cloudtrail-columns';
import { LOG_COLUMNS, LOG_PATTERN, type TableColumn } from './log-pattern';

/** A partition column and how Athena projects it. */
export interface Partition {
  readonly name: string;
  /** Values of an enumeration; none where each query must name its own. */
  readonly values?: readonly string[];
  /** First day, `2026/01/01`, where the column is a day. */
  readonly from?: string;
}

/** A table: the Glue table and the DDL both come from here. */
export interface LogTable {
  readonly name: string;
  readonly description: string;
  readonly columns: readonly TableColumn[];
  readonly partitions: readonly Partition[];
  /** Where the log files are, with a slash at its end. */
  readonly location: string;
  /** What stands behind the location, with `${...}` for the partitions. */
  readonly template: string;
  readonly serde: string;
  readonly serdeParameters: Readonly<Record<string, string>>;
  readonly inputFormat: string;
}

export const OUTPUT_FORMAT = 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat';

/** @param location such as `s3://bucket/access-logs/` */
export function accessLogTable(location: string, from: string, sources?: readonly string[]): LogTable {
  return {
    name: 's3_access_logs',
    description: 'Server access logs of S3, by source and day',
    columns: LOG_COLUMNS,
    partitions: [{ name: 'source', values: sources }, { name: 'day', from }],
    location,
    template: '${source}/${day}/',
    serde: 'org.apache.hadoop.hive.serde2.RegexSerDe',
    serdeParameters: { 'input.regex': LOG_PATTERN },
    inputFormat: 'org.apache.hadoop.mapred.TextInputFormat',
  };
}

/** @param location such as `s3://bucket/AWSLogs/` or, for an organization, `s3://bucket/AWSLogs/o-exampleorgid/` */
export function trailTable(location: string, from: string, accounts: readonly string[], regions: readonly string[]): LogTable {
  return {
    name: 'cloudtrail',
    description: 'Events of CloudTrail, by account, Region and day',
    columns: TRAIL_COLUMNS,
    partitions: [{ name: 'account', values: accounts }, { name: 'region', values: regions }, { name: 'day', from }],
    location,
    template: '${account}/CloudTrail/${region}/${day}/',
    serde: 'org.apache.hive.hcatalog.data.JsonSerDe',
    serdeParameters: { 'serialization.format': '1' },
    inputFormat: 'com.amazon.emr.cloudtrail.CloudTrailInputFormat',
  };
}

/** The properties of a table that Athena projects its partitions by. */
export function projectionOf({ partitions, location, template }: LogTable): Readonly<Record<string, string>> {
  return Object.assign({ 'projection.enabled': 'true', 'storage.location.template': location + template }, ...partitions.map(projected)) as Record<string, string>;
}

function projected({ name, values, from }: Partition): Record<string, string> {
  const all = (properties: Record<string, string>) => Object.fromEntries(Object.entries(properties).map(([member, value]) => [`projection.${name}.${member}`, value]));
  if (from !== undefined) return all({ 'type': 'date', 'range': `${from},NOW`, 'format': 'yyyy/MM/dd', 'interval': '1', 'interval.unit': 'DAYS' });
  return all(values ? { type: 'enum', values: values.join(',') } : { type: 'injected' });
}

/** The statement that creates a table, for those who paste it into Athena. */
export function createTable(database: string, table: LogTable): string {
  const columns = table.columns.map(({ name, type, comment }) => `  \`${name}\` ${type} COMMENT ${literal(comment)}`);
  const pairs = (of: Readonly<Record<string, string>>) => Object.entries(of).map(([name, value]) => `  ${literal(name)} = ${literal(value)}`).join(',\n');
  return [
    `CREATE EXTERNAL TABLE IF NOT EXISTS \`${database}\`.\`${table.name}\` (`,
    columns.join(',\n'),
    ')',
    `COMMENT ${literal(table.description)}`,
    `PARTITIONED BY (${table.partitions.map(({ name }) => `\`${name}\` string`).join(', ')})`,
    `ROW FORMAT SERDE ${literal(table.serde)}`,
    'WITH SERDEPROPERTIES (',
    pairs(table.serdeParameters),
    ')',
    `STORED AS INPUTFORMAT ${literal(table.inputFormat)}`,
    `OUTPUTFORMAT ${literal(OUTPUT_FORMAT)}`,
    `LOCATION ${literal(table.location)}`,
    'TBLPROPERTIES (',
    pairs(projectionOf(table)),
    ')',
  ].join('\n');
}

/** A text in Hive's DDL, where a backslash escapes. */
const literal = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`;
