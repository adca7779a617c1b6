import { Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** CloudFormation: a template in S3 has at most 1 MB. */
const LIMIT = 1024 * 1024;

/**
 * Says which stacks have a larger template than CloudFormation takes, which the CDK finds out at the deployment only. The 500 resources of a
 * stack it counts itself.
 *
 * @param constructs in the stacks that are looked at
 * @param bodyOf the template of a stack
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
 */
export function tooLarge(constructs: readonly IConstruct[], bodyOf: (stack: Stack) => object | undefined): string[] {
  const counts = new Map<Stack, number>();
  for (const one of constructs) counts.set(Stack.of(one), (counts.get(Stack.of(one)) ?? 0) + 1);
  return [...counts].flatMap(([stack, buckets]) => {
    const body = bodyOf(stack);
    const bytes = (indent: number) => Buffer.byteLength(JSON.stringify(body, undefined, indent));
    const { _suppressTemplateIndentation: dense } = stack as unknown as { _suppressTemplateIndentation: boolean };
    const size = body === undefined ? 0 : bytes(dense ? 0 : 1);
    if (size <= LIMIT) return [];
    const what = `the template of ${stack.node.path} with ${buckets} buckets has ${size} bytes, and CloudFormation takes ${LIMIT}`;
    const least = dense ? size : bytes(0);
    return [least <= LIMIT
      ? `${what}; give the stack 'suppressTemplateIndentation: true', which makes it ${least} bytes, or split it`
      : `${what}; split it into ${Math.ceil(least / LIMIT)} stacks or more, each with some of the buckets`];
  });
}
