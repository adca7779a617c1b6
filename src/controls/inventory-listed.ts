import type { Control } from './control';
import { unlessLogTarget } from './log-target';
import { all, is, someEntry } from './verdict';

/** A list is what a bucket can give; that the objects themselves are machine readable is up to who writes them. */
export const inventoryListed: Control = {
  id: 'inventory-listed',
  statement: 'An inventory lists all objects of the bucket regularly',
  why: 'Who asks for a copy of their data can be answered only by somebody who can find all of it.',
  fix: 'Add an entry to `inventories` with a destination, enabled and without `objectsPrefix` (InventoryConfigurations, without Prefix).',
  severity: 'low',
  see: [
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/storage-inventory.html',
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/configure-inventory.html',
  ],
  test: bucket => unlessLogTarget(bucket, 'they lie there by bucket and day, and end',
    someEntry(bucket.inventories, 'has no enabled inventory of all objects', inventory => all(
      is(inventory.enabled, true),
      is(inventory.wholeBucket, true),
    ))),
};
