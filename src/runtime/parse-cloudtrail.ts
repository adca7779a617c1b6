import { type BadEvent, type CloudTrailCounts, type CloudTrailOptions, CloudTrailReader, type S3Event } from '../access/cloudtrail';
import type { LogSource } from './parts/log-pieces';
import { brokenGzip, textPieces } from './parts/text-pieces';

export type { AccessRecord, RecordedChange, RecordedRequester } from '../access/access-record';
export type { BadEvent, CloudTrailCounts, CloudTrailEvent, CloudTrailIdentity, CloudTrailOptions, S3Event } from '../access/cloudtrail';

/** Text or bytes of a log file, gzip too; a stream of either (of Node, of the web, any iterable); or events that are parsed already. */
export type CloudTrailInput =
  LogSource | Iterable<Uint8Array | string> | Readonly<Record<string, unknown>> | readonly Readonly<Record<string, unknown>>[];

/**
 * Reads S3 data and management events of CloudTrail, one after the other: log files (`{"Records": [...]}`), EventBridge envelopes, single events,
 * arrays, JSON lines, `aws cloudtrail lookup-events`, exports of CloudWatch Logs.
 *
 * ```ts
 * for await (const item of parseCloudTrail(createReadStream('events.json.gz'))) {
 *   if (item.ok) console.log(item.record.operation, item.record.bucket);
 *   else console.error(item.number, item.why);
 * }
 * ```
 *
 * What cannot be read as an event is a `BadEvent` with its number and its text. Other services' events are counted and left out. The generator returns
 * the counts. Time is linear in the input, memory is that of one event.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-logging-s3-info.html
 */
export async function* parseCloudTrail(
  input: CloudTrailInput, options: CloudTrailOptions = {},
): AsyncGenerator<S3Event | BadEvent, CloudTrailCounts> {
  const reader = new CloudTrailReader(options);
  if (isParsed(input)) {
    for (const value of eventsIn(input)) yield* reader.value(value);
    return reader.counts();
  }
  try {
    for await (const text of textPieces(input)) yield* reader.push(text);
  } catch (error) {
    const broken = brokenGzip(error);
    if (broken === undefined) throw error;
    yield* reader.end();
    yield reader.bad(broken);
    return reader.counts();
  }
  yield* reader.end();
  return reader.counts();
}

/** Whether the JSON is parsed already; a list of text or bytes is none, and nor is a stream. */
function isParsed(input: CloudTrailInput): input is Readonly<Record<string, unknown>> | readonly Readonly<Record<string, unknown>>[] {
  if (typeof input !== 'object' || ArrayBuffer.isView(input)) return false;
  if (Array.isArray(input)) return !(typeof input[0] === 'string' || ArrayBuffer.isView(input[0]));
  return !(Symbol.asyncIterator in input || Symbol.iterator in input || 'getReader' in input);
}

function eventsIn(input: unknown): readonly unknown[] {
  if (Array.isArray(input)) return input.flatMap(eventsIn);
  if (typeof input === 'object' && input !== null && Object.hasOwn(input, 'Records')) {
    const { Records: records } = input as { Records: unknown };
    if (Array.isArray(records)) return records;
  }
  return [input];
}
