const LF = 10;
const FEED = Buffer.of(LF);

/** Told where each line stands, without its line feed; behind it stands a byte that is not of the line. Of a line that is too long it gets the start. */
export type Take = (bytes: Buffer, start: number, end: number, tooLong: boolean) => void;

/** Cuts bytes into lines, however they are cut into pieces. Of a line longer than `most` bytes only the start is held. */
export class LineCutter {
  private held: Buffer[] = [];
  private length = 0;

  public constructor(private readonly most: number) {}

  /** Takes the next bytes, which may be overwritten afterwards. */
  public push(piece: Buffer, take: Take): void {
    let start = 0;
    for (let end = piece.indexOf(LF); end >= 0; end = piece.indexOf(LF, start)) {
      if (this.length === 0 && end - start <= this.most) {take(piece, start, end, false);} else {
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
    const bytes = Buffer.concat([...this.held, FEED]);
    const isLong = this.length > this.most;
    this.held = [];
    this.length = 0;
    take(bytes, 0, bytes.length - 1, isLong);
  }

  private hold(piece: Buffer, start: number, end: number): void {
    const room = Math.min(end, start + Math.max(0, this.most - this.length));
    if (room > start) this.held.push(Buffer.from(piece.subarray(start, room)));
    this.length += end - start;
  }
}
