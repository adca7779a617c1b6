import { CfnElement, DefaultTokenResolver, type IPostProcessor, type IResolvable, type IResolveContext, Reference, Stack, StringConcat, Tokenization } from 'aws-cdk-lib';

/** Notes the stacks of all that is referred to. */
class Watcher extends DefaultTokenResolver {
  public readonly seen = new Set<Stack>();

  constructor() {
    super(new StringConcat());
  }

  public resolveToken(token: IResolvable, context: IResolveContext, after: IPostProcessor) {
    if (Reference.isReference(token)) this.seen.add(Stack.of(token.target));
    return super.resolveToken(token, context, after);
  }
}

/** Whether a stack needs another one, itself or through others. To be asked once everything is made: it resolves the resources of the stacks. */
export function needs(from: Stack, to: Stack, asked = new Set<Stack>()): boolean {
  asked.add(from);
  const resolver = new Watcher();
  for (const scope of from.node.findAll().filter(CfnElement.isCfnElement)) {
    if (Stack.of(scope) === from) Tokenization.resolve(scope._toCloudFormation(), { scope, resolver, preparing: true });
  }
  const others = new Set([...resolver.seen, ...from.dependencies]);
  return others.has(to) || [...others].some(other => !asked.has(other) && needs(other, to, asked));
}
