import { brief, own } from './json-value';

/** Transforms of AWS that leave the settings of a bucket as they are written. */
const HARMLESS = /^AWS::(?:Serverless-|LanguageExtensions$|SecretsManager|CodeDeploy)/;

/** The names of a template's macros that may rewrite it; undefined where it has none. */
export function macroOf(transforms: readonly unknown[]): string | undefined {
  const names = transforms.filter(entry => entry !== undefined && entry !== null).map(entry => own(entry, 'Name') ?? entry).map(name => typeof name === 'string' ? name : brief(name));
  const risky = names.filter(name => !HARMLESS.test(name));
  return risky.length > 0 ? risky.join(' and ') : undefined;
}
