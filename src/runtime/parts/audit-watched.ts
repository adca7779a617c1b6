import { codeOf, mayChange } from './audit-transient';
import type { CallName } from '../../posture/live/calls';
import type { Port } from '../../posture/live/port';

/** The same port, and whether something was refused through it that may be told later. */
export function watched(port: Port): { readonly port: Port; readonly unsettled: () => boolean } {
  let unsettled = false;
  const watch = (send: NonNullable<Port[CallName]>): NonNullable<Port[CallName]> => async (input, sending) => {
    try {
      return await send(input, sending);
    } catch (error) {
      unsettled ||= mayChange(codeOf(error));
      throw error;
    }
  };
  return { port: Object.fromEntries(Object.entries(port).map(([name, send]) => [name, watch(send)])), unsettled: () => unsettled };
}
