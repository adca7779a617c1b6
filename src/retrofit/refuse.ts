/** Ends the retrofit of one bucket: where, the property and its value, and what to do. */
export function refuse(path: string, what: string, cure: string): never {
  throw new Error(`${path}: ${what}; ${cure}`);
}
