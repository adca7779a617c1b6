import type { Inventory } from '../bucket-posture';
import { type Fact, map } from '../fact';
import { type Spot, get, items, truth } from './spot';
import { wholeBucket } from './whole-bucket';

/** The inventories of a bucket, from the spot of its properties. */
export function inventoriesOf(properties: Spot): Fact<readonly Inventory[]> {
  return map(items(get(properties, 'InventoryConfigurations')), list => list.map(inventory => ({
    at: inventory.at,
    enabled: truth(get(inventory, 'Enabled')),
    wholeBucket: wholeBucket(inventory, [get(inventory, 'Prefix')]),
  })));
}
