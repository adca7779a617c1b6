import { Duration, Lazy, Stack } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { objectOf, shown } from './access';
import { refuse } from './refuse';
import { original, type Target, write } from './target';
import { AccessLogBucket, sendAccessLogs } from '../constructs/access-log-bucket';
import { mfaExempt } from '../constructs/deployment';
import { S3PolicyStatements } from '../constructs/s3-policy-statements';

/** What the buckets that send their logs ask of the log bucket. */
export interface LogNeeds {
  /** Whether the logs must be kept as long as what they are about: six years instead of one. */
  readonly long: boolean;
  /** Whether what they are about has an end. */
  readonly limited: boolean;
  /** Who is let off the second factor, where one is asked for. */
  readonly mfaExemptRoles?: iam.IRole[];
}

interface Shared { readonly logs: AccessLogBucket; long: boolean; limited: boolean; mfa: boolean }

const ID = 'ComplianceAccessLogs';
const shared = new WeakMap<Stack, Shared>();

/** The log bucket of a stack: one for all of its buckets. */
export function logBucketOf(stack: Stack): AccessLogBucket {
  return sharedIn(stack).logs;
}

function sharedIn(stack: Stack): Shared {
  const known = shared.get(stack);
  if (known && stack.node.tryFindChild(ID) === known.logs) return known;
  // A year for data that has to go, six for what HIPAA wants documented: known when the last bucket is.
  const retention = Lazy.uncachedNumber({ produce: () => made.limited && !made.long ? 365 : 2192 });
  const made: Shared = { logs: new AccessLogBucket(stack, ID, { retention: Duration.days(retention) }), long: false, limited: false, mfa: false };
  shared.set(stack, made);
  return made;
}

/** Sends the access logs to the bucket that gets them already, to the one that is stated, or to the stack's own. @returns where they go */
export function log(target: Target, needs: LogNeeds): s3.IBucket {
  const { path, bucket, state, owner } = target;
  const { DestinationBucketName: destination, LogFilePrefix: prefix } = objectOf(target, 'loggingConfiguration');
  const { accessLogBucket: given } = state.options;
  if (destination === undefined && prefix !== undefined) {
    refuse(path, 'LoggingConfiguration names no bucket, so that it logs to itself and each delivery makes the next one',
      'take LoggingConfiguration (serverAccessLogsPrefix) out');
  }
  if (destination !== undefined) {
    const named = nameOf(target);
    if (given && !sameName(target, given, destination)) {
      refuse(path, `its access logs go to ${shown(destination)} already, and 'accessLogBucket' is ${given.node.path}`,
        'leave accessLogBucket or LoggingConfiguration out');
    }
    state.logs ??= given ?? s3.Bucket.fromBucketName(owner, 'AccessLogDestination', named);
    return state.logs;
  }
  if (given && state.logs && state.logs !== given) {
    refuse(path, `an earlier mixin sends its access logs to ${state.logs.node.path}, and 'accessLogBucket' is ${given.node.path}`,
      'state accessLogBucket in the first of them');
  }
  const first = state.logs === undefined;
  if (!given) ask(Stack.of(owner), needs);
  const logs = given ?? logBucketOf(Stack.of(owner));
  state.logs = logs;
  if (!first) return logs;
  sendAccessLogs(bucket, logs);
  const sent = target.resource.loggingConfiguration;
  target.resource.loggingConfiguration = undefined;
  write(target, 'loggingConfiguration', sent);
  return logs;
}

function ask(stack: Stack, { long, limited, mfaExemptRoles }: LogNeeds): void {
  const made = sharedIn(stack);
  made.long ||= long;
  made.limited ||= limited;
  if (!mfaExemptRoles || made.mfa) return;
  made.mfa = true;
  made.logs.addToResourcePolicy(S3PolicyStatements.requireMfa(made.logs, mfaExempt(made.logs, mfaExemptRoles)));
}

const nameOf = (target: Target): string =>
  (original(target, 'loggingConfiguration') as { destinationBucketName?: string }).destinationBucketName ?? '';

const sameName = ({ owner }: Target, { bucketName }: s3.IBucket, destination: unknown): boolean =>
  JSON.stringify(Stack.of(owner).resolve(bucketName)) === JSON.stringify(destination);
