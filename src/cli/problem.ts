/** Something wrong with what was asked, rather than with what was found: one lower-case sentence each. */
export class Problem extends Error {
  public readonly sentences: readonly string[];

  constructor(...sentences: readonly string[]) {
    super(sentences.join('\n'));
    this.name = 'Problem';
    this.sentences = sentences;
  }
}

/** What the system says about a file, in words, and what to do. */
export function systemProblem(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  return SYSTEM[code] ?? (error instanceof Error ? error.message : String(error));
}

const SYSTEM: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or directory; check the path',
  ENOTDIR: 'a part of the path is not a directory; check the path',
  EISDIR: 'it is a directory; name a file',
  EACCES: 'permission denied; give this user access to it',
  EPERM: 'permission denied; give this user access to it',
  EROFS: 'the file system is read-only; choose another place',
  ENOSPC: 'no space left; make some, or choose another place',
  ELOOP: 'too many symbolic links; name the file itself',
  ENAMETOOLONG: 'the name is too long; choose a shorter one',
};
