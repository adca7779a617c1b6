/**
 * Works on jobs, at most so many at once, and gives the results as they come. A job is taken only when there is room for it and somebody waits for
 * results, so that neither jobs nor results pile up. Ends with the first error, also of the jobs; those that are under way are left to their signal.
 */
export async function* pooled<J, R>(jobs: AsyncIterable<J>, most: number, work: (job: J) => Promise<R>, signal: AbortSignal): AsyncGenerator<R> {
  const source = jobs[Symbol.asyncIterator]();
  const results: R[] = [];
  let failed: { readonly error: unknown } | undefined;
  let [running, asking, ended] = [0, false, false];
  let wake = () => {};

  const fail = (error: unknown) => {
    failed ??= { error };
    wake();
  };
  const finish = (result: R) => {
    running--;
    results.push(result);
    wake();
  };
  const take = ({ done, value }: IteratorResult<J>) => {
    asking = false;
    ended = done === true;
    if (!done) {
      running++;
      work(value).then(finish, fail);
    }
    wake();
  };
  const stop = () => fail(signal.reason);

  if (signal.aborted) stop();
  signal.addEventListener('abort', stop, { once: true });
  try {
    for (;;) {
      if (failed) throw failed.error;
      if (!ended && !asking && running < most) {
        asking = true;
        source.next().then(take, fail);
      }
      // One promise a wait, which nothing else holds: a race with the signal would keep every result until the end.
      if (results.length > 0) yield results.shift()!;
      else if (ended && running === 0) return;
      else await new Promise<void>(resolve => { wake = resolve; });
    }
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
