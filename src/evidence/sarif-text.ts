import { clean, shorten } from './clean';

/** What is printable ASCII and has single spaces needs no cleaning; most texts are so. */
const TIDY = /^[!-~]+(?: [!-~]+)*$/;

/** As `clean`, and quicker where there is nothing to do. */
export const tidy = (text: string): string => TIDY.test(text) ? text : clean(text);

/** Characters shown of one text of a template; the JSON report has them all. */
const MOST_CHARACTERS = 1000;

/** What a template says, as one line of any format that is read by people. */
export const line = (text: string): string => shorten(tidy(text), MOST_CHARACTERS).trim();

/**
 * The text of a SARIF message: braces are doubled (section 3.11.5 of the standard), and what would be a link (3.11.6) is none.
 */
export const message = (text: string): { readonly text: string } =>
  ({ text: text.replace(/\](?=\()/g, '] ').replace(/[{}]/g, '$&$&') || ' ' });
