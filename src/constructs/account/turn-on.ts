import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CustomResource, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { acknowledgeRule, acknowledgeWildcards, PACKS } from '../nag-answers';

/** Where the compiled package has the functions, each in one file with all that it needs but the SDK of the runtime. */
const FOLDER = join(__dirname, '../../../lib/lambda');

/** The code goes into the template: a stack set takes no assets. @param path of the construct, for the message */
export function inlineCode(path: string, name: string, folder: string = FOLDER): lambda.Code {
  const file = join(folder, name, 'index.js');
  if (!existsSync(file)) throw new Error(`${path}: the code of the function is not in ${file}; install the package again, or compile it`);
  return lambda.Code.fromInline(readFileSync(file, 'utf8').trim());
}

export interface TurnedOn {
  /** Of the function in lib/lambda. */
  readonly name: string;
  readonly resourceType: string;
  readonly description: string;
  /** What the function may do; none of it is about one resource. */
  readonly actions: string[];
  readonly encryptionKey?: kms.IKey;
  readonly assertAgain?: string;
}

/** A custom resource that turns something on for the account: a function with its code in the template, its role, and its log group. */
export function turnOn(scope: Construct, what: TurnedOn): CustomResource {
  const { encryptionKey, description } = what;
  const logGroup = new logs.LogGroup(scope, 'Logs', { retention: logs.RetentionDays.ONE_YEAR, encryptionKey, removalPolicy: RemovalPolicy.RETAIN });
  if (encryptionKey) {letLogsUse(encryptionKey, Stack.of(scope));} else {
    acknowledgeRule(logGroup, PACKS, 'CloudWatchLogGroupEncrypted',
      'The lines say what was asked and what became of it, no more; CloudWatch Logs encrypts them with its own key. Pass an encryptionKey for one of yours.');
  }
  const role = new iam.Role(scope, 'Role', { description, assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
  role.addToPolicy(new iam.PolicyStatement({ sid: 'TurnOn', actions: what.actions, resources: ['*'] }));
  role.addToPolicy(new iam.PolicyStatement({ sid: 'WriteLogs', actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [logGroup.logGroupArn] }));
  acknowledgeWildcards(role, 'The setting belongs to the account, so the actions know no resource; the streams are those of its own log group.');
  acknowledgeRule(role, PACKS, 'IAMNoInlinePolicy', 'The policy belongs to this role alone, is used by nothing else, and goes with it.');

  const handler = new lambda.Function(scope, 'Function', {
    description,
    runtime: lambda.Runtime.NODEJS_22_X,
    architecture: lambda.Architecture.ARM_64,
    handler: 'index.handler',
    code: inlineCode(scope.node.path, what.name),
    role,
    memorySize: 256,
    timeout: Duration.minutes(5),
    logGroup,
  });
  acknowledgeRule(handler, ['AwsSolutions'], 'L1', 'Node.js 22 is supported until April 2027 and there in every Region; the code runs on later ones as well.');
  acknowledgeRule(handler, PACKS, 'LambdaInsideVPC', 'The function talks to the APIs of AWS only, over TLS, and nothing can reach it but CloudFormation.');
  acknowledgeRule(handler, PACKS, 'LambdaDLQ', 'CloudFormation waits for the answer: what fails, or is lost, fails the deployment, where somebody sees it.');
  acknowledgeRule(handler, PACKS, 'LambdaConcurrency',
    'It runs once for each deployment. Reserved concurrency would fail the deployment in a new account, whose quota is below what must stay unreserved.');

  const resource = new CustomResource(scope, 'Resource', {
    serviceToken: handler.functionArn,
    resourceType: what.resourceType,
    serviceTimeout: Duration.minutes(20),
    properties: what.assertAgain === undefined ? {} : { AssertAgain: what.assertAgain },
  });
  // The policy must be there before the function runs, and as long.
  resource.node.addDependency(role);
  return resource;
}

/** CloudFormation names the log group after the stack; its own ARN would tie key and log group in a circle. */
function letLogsUse(key: kms.IKey, { account, partition, region, stackName }: Stack): void {
  key.addToResourcePolicy(new iam.PolicyStatement({
    sid: 'EncryptAccountLogs',
    principals: [new iam.ServicePrincipal(`logs.${region}.amazonaws.com`)],
    actions: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:Describe*'],
    resources: ['*'],
    conditions: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': `arn:${partition}:logs:${region}:${account}:log-group:${stackName}-*` } },
  }));
}
