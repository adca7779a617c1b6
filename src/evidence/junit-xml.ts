import { tidy } from './sarif-text';

/** An element; text in it is one node. */
export interface Element {
  readonly name: string;
  readonly attributes?: Readonly<Record<string, string | number | undefined>>;
  readonly text?: string;
  readonly children?: readonly Element[];
}

/** XML 1.0, indented. Characters that XML cannot hold are left out. */
export function toXml(root: Element): string {
  const lines = ['<?xml version="1.0" encoding="UTF-8"?>'];
  write(root, '', lines);
  return lines.join('\n') + '\n';
}

function write({ name, attributes = {}, text, children = [] }: Element, indent: string, lines: string[]): void {
  const given = Object.entries(attributes).filter(([, value]) => value !== undefined).map(([key, value]) => ` ${key}="${escape(String(value))}"`);
  const open = `${indent}<${name}${given.join('')}`;
  if (text !== undefined) {
    lines.push(`${open}>${text.split('\n').map(escape).join('\n')}</${name}>`);
  } else if (children.length > 0) {
    lines.push(`${open}>`);
    for (const child of children) write(child, `${indent}  `, lines);
    lines.push(`${indent}</${name}>`);
  } else {
    lines.push(`${open}/>`);
  }
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\'': '&apos;' };

/** One line of text: control characters and lone surrogates are gone, and so are the two noncharacters that XML refuses. */
const escape = (text: string): string => tidy(text).replace(/[\ufffe\uffff]/g, '').replace(/[&<>"']/g, character => ENTITIES[character]);
