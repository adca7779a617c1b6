const FIRST = 65_536;

/**
 * Bytes that come in pieces, gathered in one run of memory. The run grows fourfold when it is full, so that a sender has to send what makes it
 * large, and many small pieces cost no more than one.
 */
export class ByteRun {
  public length = 0;
  private memory: Buffer;

  /** @param most bytes that will come at most */
  public constructor(private readonly most: number) {
    this.memory = Buffer.allocUnsafeSlow(Math.min(most, FIRST));
  }

  /** The caller sees to it that no more than `most` bytes come. */
  public append(piece: Uint8Array): void {
    const length = this.length + piece.length;
    if (length > this.memory.length) {
      const larger = Buffer.allocUnsafeSlow(Math.min(this.most, Math.max(length, 4 * this.memory.length)));
      larger.set(this.memory.subarray(0, this.length));
      this.memory = larger;
    }
    this.memory.set(piece, this.length);
    this.length = length;
  }

  /** What came, in memory of its own: no byte around it is anybody else's. */
  public bytes(): Buffer {
    return this.length === this.memory.length ? this.memory : Buffer.from(this.memory.subarray(0, this.length));
  }
}
