interface Page { readonly nextUri?: string; readonly data?: unknown[][]; readonly error?: { readonly message: string } }

/** Runs a statement in Trino, and gives its rows. `prepared` is the text of a question with parameters, which `EXECUTE q USING` then runs. */
export async function rows(port: number, sql: string, prepared?: string): Promise<unknown[][]> {
  const headers: Record<string, string> = { 'X-Trino-User': 'analyst', 'X-Trino-Catalog': 'hive', 'X-Trino-Schema': 'audit' };
  if (prepared !== undefined) headers['X-Trino-Prepared-Statement'] = `q=${encodeURIComponent(prepared)}`;
  let page = await (await fetch(`http://127.0.0.1:${port}/v1/statement`, { method: 'POST', body: sql, headers })).json() as Page;
  const all: unknown[][] = [...page.data ?? []];
  while (page.nextUri !== undefined) {
    page = await (await fetch(page.nextUri, { headers })).json() as Page;
    all.push(...page.data ?? []);
  }
  if (page.error) throw new Error(`${page.error.message}\n${sql}`);
  return all;
}
