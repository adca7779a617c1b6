import { clip, type Fields, isObject, type Notes, show } from './validate-notes';
import { validateStatement } from './validate-statement';

/** Something in a policy document that AWS refuses (`error`), or that cannot mean what it says (`warning`). */
export interface PolicyProblem {
  readonly severity: 'error' | 'warning';
  /** Where, as a path in the document: `Statement[1].Condition.StringEquals.aws:Foo`. */
  readonly at: string;
  /** One sentence: what is wrong, the value, and the cure. */
  readonly message: string;
}

export interface ValidateOptions {
  /** A bucket policy must name principals, an identity policy must not. @default 'bucket' */
  readonly kind?: 'bucket' | 'identity';
}

/** Bytes of a bucket policy at most. */
const LIMIT = 20 * 1024;

const VERSIONS = ['2012-10-17', '2008-10-17'];
const ELEMENTS = ['Version', 'Id', 'Statement'];

/**
 * Looks a policy document through for what AWS refuses and for what never holds: unknown elements, versions, actions and condition keys of S3, empty
 * lists, values of the wrong type. `decide` needs none of this: what it cannot read makes its answer `unknown`. Never throws.
 */
export function validate(document: unknown, { kind = 'bucket' }: ValidateOptions = {}): readonly PolicyProblem[] {
  const found: PolicyProblem[] = [];
  const note = (severity: PolicyProblem['severity']) => (at: string, message: string) => { found.push({ severity, at, message }); };
  const notes: Notes = { error: note('error'), warning: note('warning') };
  if (!isObject(document)) {
    notes.error('', `a policy is a JSON object, got ${show(document)}; pass { "Version": "2012-10-17", "Statement": [...] }`);
    return found;
  }
  for (const key of Object.keys(document)) {
    if (!ELEMENTS.includes(key)) notes.error(key, `'${clip(key)}' is no element of a policy; the elements are ${ELEMENTS.join(', ')}`);
  }
  const { Version: version, Statement: statement } = document;
  if (version === undefined) notes.warning('Version', "there is no Version, so it is 2008-10-17, without policy variables; add '2012-10-17'");
  else if (!VERSIONS.includes(version as string)) notes.error('Version', `Version is ${show(version)}; pass '2012-10-17'`);
  const statements = statement === undefined ? [] : [statement].flat();
  if (statements.length === 0) notes.error('Statement', 'the policy has no statement; add one, or delete the policy');
  const sids = new Set<unknown>();
  statements.forEach((each, i) => {
    const at = Array.isArray(statement) ? `Statement[${i}]` : 'Statement';
    if (!isObject(each)) return notes.error(at, `a statement is an object with an Effect, got ${show(each)}`);
    if (each.Sid !== undefined && each.Sid !== '' && sids.has(each.Sid)) notes.error(`${at}.Sid`, `Sid ${show(each.Sid)} is there twice; give each statement its own`);
    sids.add(each.Sid);
    validateStatement(each, at, kind, version === '2012-10-17', notes);
  });
  const size = kind === 'bucket' ? sizeOf(document) : 0;
  if (size > LIMIT) notes.error('', `the policy has ${size} bytes, and S3 takes ${LIMIT}; merge statements or shorten them`);
  return found;
}

function sizeOf(document: Fields): number {
  try {
    return new TextEncoder().encode(JSON.stringify(document)).length;
  } catch {
    return Infinity;
  }
}
