const LF = 10;

/** Told of each line, without its line feed. Of a line that is too long it gets the start. */
export type Take = (text: string, tooLong: boolean) => void;

/**
 * Cuts bytes into lines, however they are cut into pieces. Each line becomes a string of its own, so that whoever keeps a field of it keeps no more
 * than that line in memory. Of a line longer than `most` bytes only the start is held.
 */
export class LineCutter {
  private held: Buffer[] = [];
  private length = 0;

  public constructor(private readonly most: number) {}

  /** Takes the next bytes, which may be overwritten afterwards. */
  public push(piece: Buffer, take: Take): void {
    let start = 0;
    for (let end = piece.indexOf(LF); end >= 0; end = piece.indexOf(LF, start)) {
      if (this.length === 0 && end - start <= this.most) {take(piece.toString('utf8', start, end), false);} else {
        this.hold(piece, start, end);
        this.end(take);
      }
      start = end + 1;
    }
    this.hold(piece, start, piece.length);
  }

  /** Gives the last line where it does not end in a line feed. */
  public end(take: Take): void {
    if (this.length === 0) return;
    take(Buffer.concat(this.held).toString('utf8'), this.length > this.most);
    this.held = [];
    this.length = 0;
  }

  private hold(piece: Buffer, start: number, end: number): void {
    const room = Math.min(end, start + Math.max(0, this.most - this.length));
    if (room > start) this.held.push(Buffer.from(piece.subarray(start, room)));
    this.length += end - start;
  }
}
