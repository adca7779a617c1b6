import { existsSync, readFileSync } from 'node:fs';

/** What CloudFormation in moto did with a resource. */
export interface Entry {
  readonly action: 'create' | 'update' | 'delete';
  readonly stack: string;
  readonly logicalId: string;
  readonly type: string;
  /** `handler`: by a type that moto/handlers adds. `nobody`: moto has nothing for it, and `error` is what it says. */
  readonly by: 'moto' | 'handler' | 'nobody' | 'failed';
  readonly physicalId?: string;
  readonly error?: string;
  /** Properties that moto does not keep, and what it does instead. */
  readonly ignored?: Readonly<Record<string, string>>;
}

export const readJournal = (path: string): readonly Entry[] => existsSync(path)
  ? readFileSync(path, 'utf8').split('\n').filter(line => line !== '').map(line => JSON.parse(line) as Entry) : [];
