import { createHash } from 'node:crypto';

/** The namespace of our identifiers, a random UUID that never changes (RFC 9562, section 5.5). */
const NAMESPACE = Buffer.from('5f2d0c5e1a6b4f0f9d3a8c7e4b21d690', 'hex');

/** A name-based UUID (version 5): the same parts give the same UUID on every machine. */
export function uuidOf(...parts: readonly (string | number)[]): string {
  const hex = createHash('sha1').update(NAMESPACE).update(JSON.stringify(parts)).digest('hex');
  const variant = '89ab'[parseInt(hex[16], 16) % 4];
  return [hex.slice(0, 8), hex.slice(8, 12), `5${hex.slice(13, 16)}`, `${variant}${hex.slice(17, 20)}`, hex.slice(20, 32)].join('-');
}

/**
 * How OSCAL names the requirements of a framework, whose own numbers are no tokens: `164.312(a)(1)` of hipaa is `hipaa_164.312_a_1`.
 * Two numbers that would look alike are numbered.
 */
export function controlIds(framework: string, requirements: readonly { readonly id: string }[]): ReadonlyMap<string, string> {
  const taken = new Set<string>();
  const ids = new Map<string, string>();
  for (const { id } of requirements) {
    if (ids.has(id)) continue;
    const token = tokenOf(`${framework}_${id}`);
    let free = token;
    for (let i = 2; taken.has(free); i++) free = `${token}_${i}`;
    taken.add(free);
    ids.set(id, free);
  }
  return ids;
}

const tokenOf = (text: string): string =>
  text.replace(/[^\p{L}\p{N}.-]+/gu, '_').replace(/_$/, '').replace(/^(?![\p{L}_])/u, '_');
