const MOST = 2000;
const known = new Map<string, string>();

/**
 * The name of a condition key in lower case, the same string each time, so that names are compared by address.
 * Requests carry the same few names over and over; what is more than these is brought to lower case each time.
 */
export function keyName(written: string): string {
  const found = known.get(written);
  if (found !== undefined) return found;
  // The name of a property is a string that the engine keeps once.
  const [lower] = Object.keys({ [written.toLowerCase()]: true });
  if (known.size < MOST) known.set(written, lower);
  return lower;
}
