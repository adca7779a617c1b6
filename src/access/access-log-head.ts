import { isIp, isOperation } from './access-log-shapes';
import { TIME_LENGTH, timeAt } from './access-log-time';

/** The fields before the key, none of which holds a space or a quote. */
export interface Head {
  readonly bucketOwner?: string;
  readonly bucket?: string;
  readonly time: number;
  readonly remoteIp?: string;
  readonly requester?: string;
  readonly requestId?: string;
  readonly operation: string;
  /** Where the space behind the operation stands. */
  readonly end: number;
}

/** Reads the fields before the key, with one space between them or more; a clause that says what is wrong where they are not there. */
export function readHead(text: string): Head | string {
  let place = 0;
  const next = (): string => {
    let start = place;
    while (text.charCodeAt(start) === 32) start++;
    const space = text.indexOf(' ', start);
    place = space < 0 ? text.length : space;
    return text.slice(start, place);
  };
  const bucketOwner = next();
  const bucket = next();
  while (text.charCodeAt(place) === 32) place++;
  const time = timeAt(text, place);
  if (Number.isNaN(time)) return 'the third field is not a time such as [06/Feb/2019:00:00:38 +0000]';
  place += TIME_LENGTH;
  if (text.charCodeAt(place) !== 32) return 'the time is not followed by a space';
  const remoteIp = next();
  if (!isIp(remoteIp, 0, remoteIp.length)) return 'the field behind the time is not an IP address';
  const requester = next();
  const requestId = next();
  const operation = next();
  if (!isOperation(operation, 0, operation.length)) return 'the seventh field is not an operation such as REST.GET.OBJECT';
  if ([bucketOwner, bucket, requester, requestId].some(field => field.includes('"'))) return 'there is a quote before the key';
  return {
    bucketOwner: known(bucketOwner),
    bucket: known(bucket),
    time,
    remoteIp: known(remoteIp),
    requester: known(requester),
    requestId: known(requestId),
    operation,
    end: place,
  };
}

const known = (field: string): string | undefined => field === '-' ? undefined : field;
