/** Something wrong with what was asked, rather than with what was found: one lower-case sentence each. */
export class Problem extends Error {
  public readonly sentences: readonly string[];

  constructor(...sentences: readonly string[]) {
    super(sentences.join('\n'));
    this.name = 'Problem';
    this.sentences = sentences;
  }
}

/** What the system says about a file, in words. */
export function systemProblem(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  return SYSTEM[code] ?? (error instanceof Error ? error.message : String(error));
}

const SYSTEM: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or directory',
  ENOTDIR: 'a part of the path is not a directory',
  EISDIR: 'it is a directory',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  ENOSPC: 'no space left',
  ELOOP: 'too many symbolic links',
  ENAMETOOLONG: 'the name is too long',
};
