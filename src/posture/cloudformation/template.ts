/** A CloudFormation template in JSON form, and what is known about where it will be deployed. */
export interface Template {
  /** How messages name it: usually its file name. */
  readonly name: string;
  readonly body: Record<string, unknown>;
  /** @default - the region is not known */
  readonly region?: string;
  /** @default - the account is not known */
  readonly account?: string;
  /** The path of the construct behind a logical id, for resources that do not note it themselves. @default - it is not known */
  readonly constructPathOf?: (logicalId: string) => string | undefined;
  /** The 1-based line of the deepest existing node on a slash path. @default - lines are not known */
  readonly lineOf?: (path: string) => number | undefined;
}

export type TemplateErrorCode = 'too-large' | 'unreadable' | 'duplicate-key' | 'too-many-aliases' | 'too-deep' | 'no-resources';

/** Why a text is no template, with a code that stays the same when the words change. */
export class TemplateError extends Error {
  constructor(readonly code: TemplateErrorCode, message: string) {
    super(message);
    this.name = 'TemplateError';
  }
}
