import type { InlineStack } from './inline-stack';
import { MOST_TEMPLATE } from '../config/pack-template';

/** What is wrong with the template of a stack set: one sentence each. */
export function wrongWith(stack: InlineStack): string[] {
  const body = stack.written();
  const path = stack.node.path;
  const size = Buffer.byteLength(body);
  const { Resources = {}, Parameters } = JSON.parse(body) as { Resources?: object; Parameters?: object };
  return [
    ...Object.keys(Resources).length === 0 ? [`the stack set has nothing to deploy: every guardrail of ${path} is off or provided already; pass a 'stackSetProvided'`] : [],
    ...size > MOST_TEMPLATE
      ? [`the template of ${path} has ${size} bytes, and a stack set takes ${MOST_TEMPLATE}; switch guardrails off, or split them over two OrganizationGuardrails`]
      : [],
    ...body.includes('"Fn::ImportValue"')
      ? [`${path} refers to a resource of another stack, which the accounts of the organization cannot see; pass its name or ARN as text`]
      : [],
    ...Parameters ? [`the template of ${path} asks for the parameters ${Object.keys(Parameters).join(', ')}, which a stack set here does not pass; write the values`] : [],
  ];
}
