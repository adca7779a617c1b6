import type { Stack } from './assembly';

/** A comparison that the templates alone do not decide: whether an operand equals a literal. */
export interface Atom {
  readonly operand: string;
  readonly literal: string;
  /** How a message says that it is so, and that it is not. */
  readonly says: readonly [yes: string, no: string];
  readonly allowed?: readonly string[];
}

export interface Decision {
  readonly atom: Atom;
  readonly holds: boolean;
}

/** What the decisions say about one operand. */
interface Known {
  is?: string;
  readonly not: Set<string>;
}

const MAX_STEPS = 100_000;
const MAX_DEPTH = 150;

/** One way in which the undecided comparisons may turn out, and what was asked while a bucket was read in it. */
export class World {
  /** The first comparison that was needed and is not decided here. */
  asked?: Atom;
  /** The conditions that were decided by the decisions, by name. */
  readonly conditions = new Map<string, boolean>();
  /** Conditions evaluated already; a condition that is being evaluated is 'open'. */
  readonly evaluated = new Map<string, boolean | Atom | 'open'>();
  /** The operands that were looked at: what was read depends on them and on nothing else that may vary. */
  consulted = new Set<string>();
  /** The exports that are being followed: one that meets itself has no end. */
  readonly following = new Set<unknown>();
  private readonly operands = new Map<string, Known>();
  private steps = 0;
  private depth = 0;

  constructor(readonly home: Stack, readonly decisions: readonly Decision[] = []) {
    for (const { atom, holds } of decisions) {
      const found = this.operands.get(atom.operand) ?? { not: new Set<string>() };
      if (holds) found.is = atom.literal;
      else found.not.add(atom.literal);
      if (!holds && atom.allowed) found.is = onlyOther(atom.allowed, found.not);
      this.operands.set(atom.operand, found);
    }
  }

  /** Whether the comparison holds here; undefined where it is not decided. */
  holds(atom: Atom): boolean | undefined {
    const { is, not } = this.about(atom.operand);
    if (is !== undefined) return is === atom.literal;
    if (not.has(atom.literal) || (atom.allowed && !atom.allowed.includes(atom.literal))) return false;
    return atom.allowed && onlyOther(atom.allowed, not) === atom.literal ? true : undefined;
  }

  /** What is decided here about an operand: that it is one literal, or that it is none of some. */
  about(operand: string): { readonly is?: string; readonly not: ReadonlySet<string> } {
    this.consulted.add(operand);
    return this.operands.get(operand) ?? { not: new Set() };
  }

  decides(operands: Iterable<string>): boolean {
    return [...operands].some(operand => this.operands.has(operand));
  }

  /** Goes one level deeper; undefined where a hostile template would go too deep or too far. */
  within<T>(go: () => T): T | undefined {
    if (this.depth >= MAX_DEPTH || ++this.steps > MAX_STEPS) return undefined;
    this.depth++;
    try {
      return go();
    } finally {
      this.depth--;
    }
  }
}

function onlyOther(allowed: readonly string[], not: ReadonlySet<string>): string | undefined {
  const left = allowed.filter(value => !not.has(value));
  return left.length === 1 ? left[0] : undefined;
}
