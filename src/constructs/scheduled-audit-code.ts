import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as lambda from 'aws-cdk-lib/aws-lambda';

/** Where the compiled package has the function, one file with all that it needs but the SDK of the runtime. */
const FOLDER = join(__dirname, '../../lib/lambda/scheduled-audit');

/** @param path of the construct, for the message */
export function auditCode(path: string, folder: string = FOLDER): lambda.Code {
  if (!existsSync(join(folder, 'index.js'))) {
    throw new Error(`${path}: the code of the function is not in ${folder}; install the package again, or compile it`);
  }
  return lambda.Code.fromAsset(folder);
}
