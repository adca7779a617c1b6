/** Does the work for each thing, so many at once, and gives the results in the order of the things. */
export async function forEach<T, R>(
  things: readonly T[], atOnce: number, work: (thing: T) => Promise<R>, onDone: (done: number) => void,
): Promise<readonly R[]> {
  const results = new Array<R>(things.length);
  let next = 0;
  let done = 0;
  const worker = async () => {
    while (next < things.length) {
      const i = next++;
      results[i] = await work(things[i]);
      onDone(++done);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, things.length) }, worker));
  return results;
}
