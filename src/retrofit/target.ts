import { Stack, Token } from 'aws-cdk-lib';
import type * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct, Node } from 'constructs';
import { addToPolicy, documentOf } from './bucket-policy';
import { refuse } from './refuse';
import { type State, stateOf } from './state';
import type { Survey, Surveyor } from './survey';
import { AccessLogBucket } from '../constructs/access-log-bucket';
import { CompliantBucket } from '../constructs/compliant-bucket';

/** A bucket that exists already: its resource, and a bucket to work with as if it were an `s3.Bucket`. */
export interface Target {
  readonly resource: s3.CfnBucket;
  /** What the user wrote: the `s3.Bucket` or the `CfnBucket`. New constructs go below it, and messages name it. */
  readonly owner: Construct;
  readonly path: string;
  /** Statements that are added to it go to the bucket's one policy, wherever that stands. */
  readonly bucket: s3.Bucket;
  readonly state: State;
  readonly survey: Survey;
  /** The properties as they were when the mixin came. */
  properties(): Readonly<Record<string, unknown>>;
  /** The policy's document as it is now. */
  document(): unknown;
}

/** Whether a construct is a bucket to harden. Those of this library are as they should be. */
export function isTarget(construct: unknown): construct is s3.CfnBucket {
  if (!s3.CfnBucket.isCfnBucket(construct)) return false;
  const { scope } = construct.node;
  return !(scope instanceof CompliantBucket || scope instanceof AccessLogBucket);
}

/** @param logs where the mixin sends access logs: that bucket gets some, before anybody sends them */
export function targetOf(resource: s3.CfnBucket, surveyor: Surveyor, logs?: s3.IBucket): Target {
  const { scope } = resource.node;
  const made = scope instanceof s3.Bucket && scope.node.defaultChild === resource ? scope : undefined;
  const owner = made ?? resource;
  const { path } = owner.node;
  const state = stateOf(resource);
  const found = surveyor.of(resource);
  const seen = { ...found, receivesLogs: found.receivesLogs || logs?.node.defaultChild === resource };
  // A view of the resource: CDK makes one for each, so that whoever asks for it again gets the same key and policy.
  const bucket = made ?? s3.Bucket.fromCfnBucket(resource) as s3.Bucket;
  const adapter = Object.create(bucket) as s3.Bucket;
  const addToResourcePolicy = (statement: iam.PolicyStatement): iam.AddToResourcePolicyResult => {
    if (statement.sid !== undefined && state.added.has(statement.sid)) return { statementAdded: true };
    if (statement.sid !== undefined) state.added.add(statement.sid);
    return addToPolicy(path, bucket, seen.policies, statement);
  };
  const addInventory = (inventory: s3.Inventory): void => made ? made.addInventory(inventory) : addToResource(resource, path, inventory);
  Object.defineProperties(adapter, {
    addToResourcePolicy: { value: addToResourcePolicy },
    addInventory: { value: addInventory },
    // Messages name the resource that the user wrote, and what is made goes below it.
    ...made ? {} : { node: { value: ownNode(resource) } },
  });
  let properties: Readonly<Record<string, unknown>> | undefined;
  return {
    resource,
    owner,
    path,
    bucket: adapter,
    state,
    survey: seen,
    properties: () => properties ??= rendered(resource),
    document: () => documentOf(bucket, seen.policies),
  };
}

/** The node of a resource, which is the default child of its own bucket. */
function ownNode(resource: s3.CfnBucket): Node {
  return new Proxy(resource.node, { get: (node, name) => name === 'defaultChild' ? resource : Reflect.get(node, name) as unknown });
}

/** Adds an inventory to a resource that has no `addInventory`. */
function addToResource(resource: s3.CfnBucket, path: string, inventory: s3.Inventory): void {
  const { inventoryId, destination, format, frequency, includeObjectVersions, optionalFields } = inventory;
  const { inventoryConfigurations: known = [] } = resource;
  if (!Array.isArray(known)) return refuse(path, 'InventoryConfigurations is decided at deploy time', 'write the list out, so that one can be added');
  if (known.some(one => 'id' in one && one.id === inventoryId)) return;
  resource.inventoryConfigurations = [...known, {
    id: inventoryId!,
    enabled: true,
    destination: { bucketArn: destination.bucket.bucketArn, prefix: destination.prefix, format: format ?? s3.InventoryFormat.PARQUET },
    scheduleFrequency: frequency ?? s3.InventoryFrequency.DAILY,
    includedObjectVersions: includeObjectVersions ?? s3.InventoryObjectVersion.ALL,
    optionalFields,
  }];
}

interface Rendered {
  readonly Resources?: Record<string, { Properties?: Record<string, unknown> }>;
}

type Property = keyof s3.CfnBucket & string;

/** A property as the template would show it, overrides included; what was written here before is not the user's. */
export function explicit({ resource, state, properties }: Target, property: Property): unknown {
  const written = state.wrote.get(property);
  if (written && written.value === resource[property]) return written.before;
  return properties()[`${property[0].toUpperCase()}${property.slice(1)}`];
}

/** The properties as they are written into the template now. */
function rendered(resource: s3.CfnBucket): Readonly<Record<string, unknown>> {
  const { _toCloudFormation: render } = resource as unknown as { _toCloudFormation: () => object };
  const { Resources = {} } = Stack.of(resource).resolve(render.call(resource)) as Rendered;
  return Object.values(Resources)[0]?.Properties ?? {};
}

/** Writes a property, and remembers what stood there. */
export function write<P extends Property>(target: Target, property: P, value: s3.CfnBucket[P]): void {
  const { resource, state } = target;
  const before = explicit(target, property);
  const raw = original(target, property);
  resource[property] = value;
  state.wrote.set(property, { value, before, raw });
}

/** A property as its user set it, with its references. */
export function original<P extends Property>({ resource, state }: Target, property: P): s3.CfnBucket[P] {
  const written = state.wrote.get(property);
  return written && written.value === resource[property] ? written.raw as s3.CfnBucket[P] : resource[property];
}

/** What only deployment decides, as it stands in a template. */
export const isOpen = (value: unknown): boolean => Token.isUnresolved(value)
  || (typeof value === 'object' && value !== null && Object.keys(value).some(key => key === 'Ref' || key.startsWith('Fn::')));
