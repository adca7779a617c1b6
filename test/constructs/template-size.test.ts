import { App, type Stack } from 'aws-cdk-lib';
import { hipaaBucket, messageOf, stackOf } from './apps';
import { tooLarge } from '../../src/constructs/template-size';

/** What is said of a stack with two buckets whose template has about so many bytes with indentation. */
const said = (stack: Stack, length: number) => tooLarge([stack, stack], () => ({ Resources: { A: { Text: 'x'.repeat(length) } } }));
const LIMIT = 1024 * 1024;

test('a template that fits', () => {
  expect(said(stackOf(), LIMIT - 100)).toEqual([]);
  expect(said(stackOf({ suppressTemplateIndentation: true }), LIMIT - 34)).toEqual([]);
});

test('one that is larger, and could be smaller', () => {
  const many = { Resources: Object.fromEntries(Array.from({ length: 40_000 }, (_, i) => [`R${i}`, { Type: 'x' }])) };
  expect(tooLarge([stackOf()], () => many)).toEqual([expect.stringMatching(
    /^the template of Stack with 1 buckets has 13\d{5} bytes, and CloudFormation takes 1048576; give the stack 'suppressTemplateIndentation: true', which makes it 8\d{5} bytes, or split it$/)]);
  expect(tooLarge([stackOf({ suppressTemplateIndentation: true })], () => many)).toEqual([]);
});

test('one that is larger whatever is done', () => {
  for (const suppressTemplateIndentation of [false, true]) {
    expect(said(stackOf({ suppressTemplateIndentation }), 2 * LIMIT)).toEqual([expect.stringMatching(
      /^the template of Stack with 2 buckets has 2097\d{3} bytes, and CloudFormation takes 1048576; split it into 3 stacks or more, each with some of the buckets$/)]);
  }
});

test('synthesis says so', () => {
  const stack = stackOf();
  hipaaBucket(stack);
  stack.templateOptions.metadata = { large: 'x'.repeat(LIMIT) };
  expect(messageOf(() => (stack.node.root as App).synth())).toContain('the template of Stack with 2 buckets has ');
});
