import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { cfnLintArguments, parseCfnLint } from './cfn-lint';
import { checkovArguments, parseCheckov } from './checkov';
import { type Judge, type Verdict } from './finding';

const BIN = join(__dirname, '../../.servers/judges/bin');

export const installed = (): boolean => ['checkov', 'cfn-lint'].every(program => existsSync(join(BIN, program)));

/**
 * Has checkov and cfn-lint judge templates, both at once.
 *
 * @param folder that of the templates: also their home, so that the configuration of whoever runs them says nothing
 */
export function judgeTemplates(folder: string, templates: readonly string[]): Promise<readonly Verdict[]> {
  return Promise.all([
    run('checkov', folder, checkovArguments(templates), parseCheckov),
    run('cfn-lint', folder, cfnLintArguments(templates), printed => parseCfnLint(printed, templates)),
  ]);
}

/** Both end with another code than 0 where they find something, so what they print decides whether they ran. */
function run(judge: Judge & ('checkov' | 'cfn-lint'), folder: string, args: readonly string[], parse: (printed: string) => Verdict): Promise<Verdict> {
  const options = { cwd: folder, env: { PATH: process.env.PATH, HOME: folder, LOG_LEVEL: 'ERROR' }, maxBuffer: 256 * 1024 * 1024, timeout: 300_000 };
  return new Promise((resolve) => {
    execFile(join(BIN, judge), args, options, (error, printed, errors) => {
      try {
        resolve(parse(printed));
      } catch {
        resolve({ judge, looked: [], findings: [], problems: [`${judge} does not run: ${errors.trim().split('\n').pop() || error?.message}; run test/judges/install.sh`] });
      }
    });
  });
}
