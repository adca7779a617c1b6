import { type LogTable, projectionOf } from '../../src/constructs/analytics/log-tables';

/**
 * The same table in Trino's own words. Athena's DDL is Hive's, whose SERDE clauses Trino does not read; its CREATE TABLE has a property for each of them:
 * `regex` for `input.regex` of RegexSerDe, `format = 'JSON'` for the JsonSerDe of HCatalog, and `partition_projection_*` for `projection.*`.
 */
export function trinoTable(schema: string, table: LogTable): string {
  const projection = projectionOf(table);
  const columns = table.columns.map(({ name, type }) => `"${name}" ${trinoType(type)}`);
  const partitions = table.partitions.map(({ name }) => `"${name}" varchar WITH (${projected(projection, name).join(', ')})`);
  const regex = table.serdeParameters['input.regex'];
  const properties = [
    ...regex === undefined ? ["format = 'JSON'"] : ["format = 'REGEX'", `regex = ${literal(regex)}`],
    `external_location = ${literal(table.location)}`,
    `partitioned_by = ${array(table.partitions.map(one => one.name))}`,
    `partition_projection_enabled = ${projection['projection.enabled']}`,
    `partition_projection_location_template = ${literal(projection['storage.location.template'])}`,
  ];
  return `CREATE TABLE ${schema}."${table.name}" (${[...columns, ...partitions].join(', ')}) WITH (${properties.join(', ')})`;
}

function projected(projection: Readonly<Record<string, string>>, column: string): string[] {
  const prefix = `projection.${column}.`;
  return Object.entries(projection).filter(([name]) => name.startsWith(prefix)).map(([name, value]) => {
    const member = name.slice(prefix.length);
    const written = ['values', 'range'].includes(member) ? array(value.split(',')) : member === 'interval' ? value : literal(value);
    return `partition_projection_${member.replace('.', '_')} = ${written}`;
  });
}

/** `struct<a:string>` is `row("a" varchar)`. */
const trinoType = (type: string): string => type.replace(/struct</g, 'row(').replace(/>/g, ')').replace(/(\w+):/g, '"$1" ')
  .replace(/\bstring\b/g, 'varchar').replace(/\bint\b/g, 'integer');

const array = (values: readonly string[]): string => `ARRAY[${values.map(literal).join(', ')}]`;

export const literal = (text: string): string => `'${text.replace(/'/g, "''")}'`;
