import type { Setting } from './account-answer';
import { pause, patiently } from './account-patience';
import type { Clock } from './audit-clock';

/** The four flags of Block Public Access. */
export type Block = Readonly<Partial<Record<Flag, boolean>>>;

type Flag = 'BlockPublicAcls' | 'IgnorePublicAcls' | 'BlockPublicPolicy' | 'RestrictPublicBuckets';

/** All that is ever written. */
export const ALL_ON = {
  BlockPublicAcls: true, IgnorePublicAcls: true, BlockPublicPolicy: true, RestrictPublicBuckets: true,
} as const satisfies Record<Flag, true>;

/** S3 Control, as far as it is used. */
export interface Blocks {
  get(account: string, signal: AbortSignal): Promise<Block | undefined>;
  put(account: string, block: typeof ALL_ON, signal: AbortSignal): Promise<unknown>;
}

const flags = Object.keys(ALL_ON) as Flag[];
const missing = (block: Block | undefined) => flags.filter(flag => block?.[flag] !== true);

/** What is written is not seen everywhere at once. */
const LOOKS = 6;

/** Account-level Block Public Access: reads first, writes all four flags where one is off, and looks whether that took effect. */
export const publicAccessBlock = (s3: Blocks, clock: Clock): Setting => ({
  onDelete: 'Block Public Access of the account stays on: deleting this resource never turns it off',
  async turnOn(account, signal) {
    const read = async () => missing(await tell('read', patiently(clock, signal, async () => s3.get(account, signal))));
    if ((await read()).length === 0) return false;
    await tell('set', patiently(clock, signal, async () => s3.put(account, ALL_ON, signal)));
    for (let look = 0; ; look++) {
      const off = await read();
      if (off.length === 0) return true;
      if (look === LOOKS - 1) {
        throw new Error(`Block Public Access of the account was set, and ${off.join(', ')} did not take effect; an S3 policy of the organization may govern it: change it there`);
      }
      await clock.sleep(pause(look, clock.random()), signal);
    }
  },
});

async function tell<T>(verb: string, work: Promise<T>): Promise<T> {
  return work.catch((error: Error) => {
    const cure = error.name === 'AccessDenied' ? '; look at the S3 policy and the service control policies of the organization' : '';
    throw new Error(`Block Public Access of the account could not be ${verb}: ${error.name}: ${error.message}${cure}`);
  });
}
