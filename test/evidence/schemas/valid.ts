import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv, { type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';

const text = (name: string): string => readFileSync(join(__dirname, name), 'utf8');

/** Compiles in a third of the time; the schemas themselves are not in question. */
const QUICK = { code: { optimize: false }, validateSchema: false, inlineRefs: false } as const;

const compiled = new Map<string, ValidateFunction>();

/** A schema as a function that returns what is wrong with a document: nothing, or one sentence. */
export function wrong(schema: 'sarif-2.1.0' | 'oscal_assessment-results_schema' | 'oscal_component_schema', document: unknown): string {
  let validate = compiled.get(schema);
  if (!validate) {
    // The patterns of OSCAL need the flag u, and one of SARIF's does not bear it.
    const ajv = new Ajv({ strict: false, unicodeRegExp: schema !== 'sarif-2.1.0', ...QUICK });
    addFormats(ajv);
    const body = JSON.parse(text(`${schema}.json`), (key, value) => key === '$id' && /^#/.test(String(value)) ? undefined : value) as Record<string, unknown>;
    if (schema === 'sarif-2.1.0') {
      delete body.$schema;
      delete body.id;
    }
    validate = ajv.compile(body);
    compiled.set(schema, validate);
  }
  return validate(document) ? '' : (validate.errors ?? []).map(e => `${e.instancePath} ${e.message}`).join('; ');
}

/** What no schema of OSCAL can say: references that lead nowhere, and identifiers that are defined twice. */
export function dangling(document: object): readonly string[] {
  const defined: string[] = [];
  const used: string[] = [];
  JSON.stringify(document, (key, value: unknown) => {
    if (key === 'uuid') defined.push(String(value));
    else if (key.endsWith('-uuid') || (/^(?:href|source)$/.test(key) && /^#/.test(String(value)))) used.push(String(value).replace('#', ''));
    return value;
  });
  const known = new Set(defined);
  return [...defined.length === known.size ? [] : ['a uuid is defined twice'], ...used.filter(uuid => !known.has(uuid))];
}

const VALIDATE_XML = `
  import { readFileSync } from 'node:fs';
  import { XmlDocument, XsdValidator } from 'libxml2-wasm';
  const { xsd, documents } = JSON.parse(readFileSync(0, 'utf8'));
  const validator = XsdValidator.fromDoc(XmlDocument.fromString(xsd));
  const wrong = document => { try { validator.validate(XmlDocument.fromString(document)); return ''; } catch (error) { return error.message; } };
  process.stdout.write(JSON.stringify(documents.map(wrong)));
`;

/** The attributes that several servers read and Jenkins' schema does not know. */
const PLACE = '<xs:attribute name="file" type="xs:string"/><xs:attribute name="line" type="xs:positiveInteger"/>';

/** What libxml2 finds wrong with each document by the schema of Jenkins, a place in a test case allowed; it is an ES module, so it gets a process. */
export function wrongJunit(documents: readonly string[]): readonly string[] {
  const xsd = text('junit-10.xsd').replace('<xs:attribute name="classname"', `${PLACE}$&`);
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', VALIDATE_XML], {
    input: JSON.stringify({ xsd, documents }), encoding: 'utf8', cwd: join(__dirname, '../../..'), maxBuffer: 64 * 1024 * 1024,
  });
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout) as readonly string[];
}
