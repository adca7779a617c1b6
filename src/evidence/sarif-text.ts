import { clean, shorten } from './clean';

/** Characters shown of one text of a template; the JSON report has them all. */
const MOST_CHARACTERS = 1000;

/** What a template says, as one line of any format that is read by people. */
export const line = (text: string): string => shorten(clean(text), MOST_CHARACTERS).trim();

/**
 * The text of a SARIF message: braces are doubled (section 3.11.5 of the standard), and what would be a link (3.11.6) is none.
 */
export const message = (text: string): { readonly text: string } =>
  ({ text: text.replace(/\](?=\()/g, '] ').replace(/[{}]/g, '$&$&') || ' ' });
