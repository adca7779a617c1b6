/** Something that is refused while a program runs. The sentence may be reworded; `code` stays as it is. */
export class Refused extends Error {
  /** Stable, such as `long-term-key`: for programs to compare. */
  public readonly code: string;

  /** @param cause what was caught, where something was */
  constructor(code: string, sentence: string, cause?: unknown) {
    super(sentence, cause === undefined ? undefined : { cause });
    this.name = 'Refused';
    this.code = code;
  }
}
