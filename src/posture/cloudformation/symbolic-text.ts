import type { Resource } from './assembly';

/** One part of a text: letters, a reference to something that exists once deployed, or a hole that nobody can fill before. */
export type Piece = string | Reference | Hole;

/**
 * Stands for a name or an attribute that is distinct and certain although its letters are not known yet:
 * `<app.yaml.Records>` for `Ref`, `<app.yaml.Records.Arn>` for an attribute, `<account>`, `<region>`, `<app.yaml.AWS::StackName>`.
 */
export interface Reference {
  readonly token: string;
  readonly resource?: Resource;
  readonly attribute?: string;
}

export interface Hole {
  /** Equal for equal expressions of one template. */
  readonly hole: string;
  /** Why it cannot be filled, as a clause. */
  readonly why: string;
  /** The values that a parameter accepts. */
  readonly allowed?: readonly string[];
}

/** A string of a template, resolved as far as possible. */
export class Text {
  constructor(readonly pieces: readonly Piece[]) {}
}

const MAX_PIECES = 2_000;
const MAX_LETTERS = 1_000_000;
const TOO_LONG: Hole = { hole: 'too long', why: 'too long to resolve' };

const DYNAMIC = '{{resolve:';
const DYNAMIC_REFERENCE = /(\{\{resolve:[^}]*\}\})/;

export const textOf = (...pieces: readonly Piece[]): Text => joined(pieces);

/** Joins pieces into one text; a dynamic reference such as `{{resolve:ssm:name}}` becomes a hole, and so does what is too long. */
export function joined(pieces: readonly Piece[]): Text {
  const merged: Piece[] = [];
  let letters = 0;
  for (const piece of pieces) {
    const last = merged[merged.length - 1];
    letters += typeof piece === 'string' ? piece.length : 0;
    if (letters > MAX_LETTERS || merged.length > MAX_PIECES) return new Text([TOO_LONG]);
    if (typeof piece === 'string' && typeof last === 'string') merged[merged.length - 1] = last + piece;
    else if (piece !== '') merged.push(piece);
  }
  if (!merged.some(piece => typeof piece === 'string' && piece.includes(DYNAMIC))) return new Text(merged);
  if (merged.length > 1) return new Text([dynamicHole(identityOf(new Text(merged)), '{{resolve:...}}')]);
  return new Text((merged[0] as string).split(DYNAMIC_REFERENCE).filter(part => part !== '')
    .map(part => part.startsWith(DYNAMIC) ? dynamicHole(part, part) : part));
}

const dynamicHole = (identity: string, shown: string): Hole => ({ hole: identity, why: `decided at deploy time by ${shown}` });

export const isHole = (piece: Piece): piece is Hole => typeof piece !== 'string' && 'hole' in piece;

/** The first part of a text that nobody can know. */
export const holeOf = (text: Text): Hole | undefined => text.pieces.find(isHole);

/** The letters of a text that has nothing symbolic in it. */
export function lettersOf(text: unknown): string | undefined {
  if (!(text instanceof Text) || text.pieces.length > 1) return undefined;
  const piece = text.pieces[0] ?? '';
  return typeof piece === 'string' ? piece : undefined;
}

/** A key that two texts share only where they are surely the same text. */
export function identityOf(text: Text): string {
  return text.pieces.map(piece => typeof piece === 'string' ? piece : `\u0000${isHole(piece) ? piece.hole : piece.token}\u0000`).join('');
}

/** A text with its references as tokens, and with `fill` for each hole. */
export function render(text: Text, fill: (hole: Hole) => string = () => '*'): string {
  return text.pieces.map(piece => typeof piece === 'string' ? piece : isHole(piece) ? fill(piece) : shown(piece)).join('');
}

/** A bucket that has a literal name is shown by it, so a reference to it equals its real name. */
const shown = (reference: Reference): string =>
  reference.attribute === undefined && reference.resource ? reference.resource.names.shown ?? reference.token : reference.token;

/** The resource that a text refers to by name or id, where it does nothing else. */
export function referent(text: Text): Resource | undefined {
  const [piece, ...rest] = text.pieces;
  return piece !== undefined && rest.length === 0 && typeof piece !== 'string' && !isHole(piece) && piece.attribute === undefined
    ? piece.resource : undefined;
}
