/** Control, format and lone surrogate characters, and the separators that end a line of script. */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** Text in which nothing hides: line breaks are spaces, and characters that have no shape or turn the reading order show their code point. */
export function visible(text: string): string {
  return text.replace(/[\t\n\r]+/g, ' ').replace(HIDDEN, c => `‹U+${c.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}›`);
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text as the content of an element, or of an attribute in quotes. */
export const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, c => ENTITIES[c]);

/** JSON for a `<script type="application/json">`: without `<` nothing ends the element or opens a comment in it. */
export const embedJson = (value: unknown): string => JSON.stringify(value).replace(/</g, '\\u003c');
