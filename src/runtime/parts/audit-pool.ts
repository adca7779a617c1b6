/**
 * Works on jobs, at most so many at once, and gives the results as they come. A job is taken only when there is room for it and somebody waits for
 * results, so that neither jobs nor results pile up. Ends with the first error, also of the jobs; those that are under way are left to their signal.
 */
export async function* pooled<J, R>(jobs: AsyncIterable<J>, most: number, work: (job: J) => Promise<R>, signal: AbortSignal): AsyncGenerator<R> {
  type Step = { readonly job: IteratorResult<J> } | { readonly result: R; readonly id: number };
  const source = jobs[Symbol.asyncIterator]();
  const running = new Map<number, Promise<Step>>();
  let next: Promise<Step> | undefined;
  let ended = false;
  let id = 0;
  let stop = () => {};
  const stopped = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason as Error);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
  stopped.catch(() => {});

  try {
    while (!ended || running.size > 0) {
      if (!ended && !next && running.size < most) next = source.next().then(job => ({ job }));
      const step = await Promise.race([stopped, ...next ? [next] : [], ...running.values()]);
      if ('result' in step) {
        running.delete(step.id);
        yield step.result;
      } else {
        next = undefined;
        if (step.job.done) {
          ended = true;
        } else {
          const mine = id++;
          const under = work(step.job.value).then(result => ({ result, id: mine }));
          under.catch(() => {});
          running.set(mine, under);
        }
      }
    }
  } finally {
    signal.removeEventListener('abort', stop);
    next?.catch(() => {});
  }
}
