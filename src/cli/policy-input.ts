import { resolve } from 'node:path';
import type { Io } from './io';
import { Problem } from './problem';
import { decode, type Kind, readText } from './read-text';
import { parsePolicy, type Policy } from '../policy';

/** S3 takes 20 KB; a template with a bucket policy in it may be larger. */
const POLICY: Kind = {
  limit: 10_000_000, tooLarge: 'and no policy is; pass a policy document', pass: "pass a policy document, or the answer of 'aws s3api get-bucket-policy'",
};

/** A document of policy language, and how messages name it. */
export interface PolicyInput {
  readonly name: string;
  readonly document: unknown;
}

/**
 * Reads a policy document, an answer of get-bucket-policy (`{ "Policy": "..." }`), or a template in JSON with one bucket policy.
 * `-` is standard input.
 */
export async function readPolicy(argument: string, io: Io): Promise<PolicyInput> {
  const json = await readJson(argument, io, POLICY);
  const fields = isMap(json) ? json : {};
  if (typeof fields.Policy === 'string') return { name: argument, document: parsed(argument, fields.Policy, 'the Policy in') };
  if (isMap(fields.Policy)) return { name: argument, document: fields.Policy };
  if (isMap(fields.Resources)) return { name: argument, document: ofTemplate(argument, fields.Resources) };
  if (!isMap(json) || fields.Statement === undefined) {
    throw new Problem(`'${argument}' is no policy document: it has no Statement; ${POLICY.pass}`);
  }
  return { name: argument, document: json };
}

/** @param name how decisions name it */
export async function parsedPolicy(argument: string, name: string, io: Io): Promise<Policy> {
  return parsePolicy((await readPolicy(argument, io)).document, { name });
}

export async function readJson(argument: string, io: Io, kind: Kind): Promise<unknown> {
  const text = argument === '-' ? await decode('-', io.stdin ?? none(), kind) : await readText(argument, resolve(io.cwd, argument), kind);
  return parsed(argument, text, '');
}

async function* none(): AsyncGenerator<string> {} // eslint-disable-line no-empty-function

function parsed(name: string, text: string, part: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Problem(`${part === '' ? '' : `${part} `}'${name}' is no JSON: ${(error as Error).message}; pass a JSON file`);
  }
}

/** The one bucket policy of a template; what its functions say is decided at deployment. */
function ofTemplate(name: string, resources: Fields): unknown {
  const found = Object.entries(resources).filter(([, resource]) => isMap(resource) && resource.Type === 'AWS::S3::BucketPolicy');
  if (found.length !== 1) {
    const ids = found.map(([id]) => id).join(', ');
    const what = found.length === 0 ? 'no bucket policy' : `${found.length} bucket policies (${ids})`;
    throw new Problem(`'${name}' is a template with ${what}; pass one policy document`);
  }
  const properties = (found[0][1] as Fields).Properties;
  return isMap(properties) ? properties.PolicyDocument : undefined;
}

type Fields = Readonly<Record<string, unknown>>;
const isMap = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);
