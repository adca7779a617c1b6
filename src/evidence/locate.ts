import { type Because, present } from './report';
import type { Reason } from '../controls/verdict';
import type { Template } from '../posture/cloudformation';

const ELSEWHERE = /^(?!Resources\/)(.+?)#((?:Resources|Parameters|Conditions|Mappings|Outputs|Metadata|Rules|Transform)(?:\/.*)?)$/s;

/** Turns reasons of a bucket in `template` into reasons that name the file and the line. */
export function locate(template: string, reason: Reason, templates: readonly Template[]): Because {
  const [, other, path] = ELSEWHERE.exec(reason.at) ?? [];
  const at = path ?? reason.at;
  return {
    ...present('template', other === template ? undefined : other),
    at,
    ...present('line', lineOf(templates, other ?? template, at)),
    says: reason.says,
  };
}

/** The line of a path in a template, or of the nearest thing around it that the template has. */
export function lineOf(templates: readonly Template[], name: string, path: string): number | undefined {
  return templates.find(t => t.name === name)?.lineOf?.(path);
}
