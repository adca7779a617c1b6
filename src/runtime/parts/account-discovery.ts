import type { Setting } from './account-answer';
import { patiently } from './account-patience';
import type { Clock } from './audit-clock';

/** Macie, as far as it is used. */
export interface Discovery {
  status(signal: AbortSignal): Promise<string | undefined>;
  enable(signal: AbortSignal): Promise<unknown>;
}

/** Automated sensitive data discovery of Macie: reads first, turns it on where it is off, and looks whether it is. */
export const sensitiveDataDiscovery = (macie: Discovery, clock: Clock): Setting => ({
  onDelete: 'Macie and its sensitive data discovery stay on: deleting this resource never turns them off',
  async turnOn(_, signal) {
    const isOn = async () => await patiently(clock, signal, async () => macie.status(signal)) === 'ENABLED';
    try {
      if (await isOn()) return false;
      await patiently(clock, signal, async () => macie.enable(signal));
      if (await isOn()) return true;
    } catch (error) {
      const { name, message } = error as Error;
      const cure = name === 'AccessDeniedException' ? '; in an organization the administrator account of Macie turns it on' : '';
      throw new Error(`sensitive data discovery could not be turned on: ${name}: ${message}${cure}`);
    }
    throw new Error('sensitive data discovery was turned on, and that did not take effect; in an organization the administrator account of Macie decides');
  },
});
