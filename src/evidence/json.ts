import type { Report } from './report';

/** As JSON. Characters that steer a terminal or the reading order are written as escapes; they mean the same to a parser. */
export function toJson(report: Report): string {
  return toJsonText(report);
}

/** The same for any plain JSON. */
export function toJsonText(value: unknown): string {
  return JSON.stringify(value, null, 2).replace(/[\u007f-\u009f\u2028\u2029]|\p{Cf}/gu, escape) + '\n';
}

function escape(character: string): string {
  return Array.from({ length: character.length }, (_, i) => `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`).join('');
}
