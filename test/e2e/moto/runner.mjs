/** Runs the handler of a Node function as Lambda does, once: runner.mjs <folder> <file.function>, with the event on standard input. */
import dns from 'node:dns';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

// the SDK puts the account or the bucket before the host; that is loopback as well
const lookup = dns.lookup;
dns.lookup = (name, options, done) => lookup(/(^|\.)localhost$/.test(name) ? '127.0.0.1' : name, options, done);

const [folder, named] = process.argv.slice(2);
const dot = named.lastIndexOf('.');
const file = join(folder, named.slice(0, dot));
const module = existsSync(`${file}.mjs`) ? await import(pathToFileURL(`${file}.mjs`).href) : createRequire(join(folder, 'x.js'))(file);

const { ARN, END, AWS_LAMBDA_FUNCTION_NAME, AWS_LAMBDA_LOG_GROUP_NAME, AWS_LAMBDA_LOG_STREAM_NAME } = process.env;
const context = {
  functionName: AWS_LAMBDA_FUNCTION_NAME,
  functionVersion: '$LATEST',
  invokedFunctionArn: ARN,
  awsRequestId: 'e2e',
  logGroupName: AWS_LAMBDA_LOG_GROUP_NAME,
  logStreamName: AWS_LAMBDA_LOG_STREAM_NAME,
  getRemainingTimeInMillis: () => Number(END) - Date.now(),
};

await new Promise((resolve, reject) => {
  const answer = module[named.slice(dot + 1)](JSON.parse(readFileSync(0, 'utf8')), context, (error, value) => error ? reject(error) : resolve(value));
  if (typeof answer?.then === 'function') answer.then(resolve, reject);
});
process.exit();
