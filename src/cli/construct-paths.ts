/** What an assembly notes of its constructs: by path, a list of entries. */
export type Notes = Readonly<Record<string, unknown>>;

/**
 * The paths of the constructs behind the resources of a stack and of the stacks nested in it: `template file#logical id` to `App/Records`.
 * An app that the CDK's command line did not run has them here only, and not in its templates.
 */
export function constructPaths(notes: Notes, templateFile: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [path, entries] of Object.entries(notes)) {
    const id = noted(entries, 'aws:cdk:logicalId');
    if (id !== undefined) found.set(`${fileOf(path, notes) ?? templateFile}#${id}`, path.replace(/^\//, '').replace(/\/Resource$/, ''));
  }
  return found;
}

/** The template of the nearest stack around a construct. */
function fileOf(path: string, notes: Notes): string | undefined {
  for (let around = path; around.includes('/'); around = around.slice(0, around.lastIndexOf('/'))) {
    const file = Object.hasOwn(notes, around) ? noted(notes[around], 'aws:cdk:templateFile') : undefined;
    if (file !== undefined) return file;
  }
  return undefined;
}

function noted(entries: unknown, type: string): string | undefined {
  if (!Array.isArray(entries)) return undefined;
  const data: unknown = entries.find(entry => (entry as { type?: unknown } | null)?.type === type)?.data;
  return typeof data === 'string' ? data : undefined;
}
