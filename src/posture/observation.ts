/** Something that was seen of a manual check. It judges nothing: a person still attests the check. */
export interface Observation {
  /** The manual check that it speaks of. */
  readonly check: string;
  /** Where it was seen. */
  readonly at: string;
  readonly says: string;
}
