import { AssetStaging, Aws, type DockerImageAssetLocation, type FileAssetLocation, Lazy, Stack, StackSynthesizer } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/** A stack that goes into another one as text: it is in no cloud assembly, and nobody deploys it by itself. */
export class InlineStack extends Stack {
  constructor(scope: Construct, id: string, description: string) {
    // Whoever deploys it has no bucket for files, and no bootstrap stack to ask for.
    super(scope, id, {
      description,
      // Of no account, even in a stage of one.
      env: { account: Aws.ACCOUNT_ID, region: Aws.REGION },
      synthesizer: new InlineSynthesizer(),
      analyticsReporting: false,
    });
  }

  /** The template as text, read when all of it is there. */
  public get body(): string {
    return Lazy.uncachedString({ produce: () => this.written() });
  }

  /** The template as text, now. */
  public written(): string {
    const { _toCloudFormation: render } = this as unknown as { _toCloudFormation: () => object };
    return JSON.stringify(this.resolve(render.call(this)));
  }
}

/** Refuses files, which accounts of others cannot read, and writes nothing. */
class InlineSynthesizer extends StackSynthesizer {
  public addFileAsset(): FileAssetLocation {
    return this.refuse();
  }

  public addDockerImageAsset(): DockerImageAssetLocation {
    return this.refuse();
  }

  public synthesize(): void {
    // The template is a property of a resource of the outer stack.
  }

  private refuse(): never {
    // The staging of the file is made first, inside the construct that wants it.
    const staged = this.boundStack.node.findAll().filter(child => child instanceof AssetStaging).at(-1);
    throw new Error(`${(staged?.node.scope ?? this.boundStack).node.path}: a file cannot go with a stack set, whose accounts cannot read it; write code inline, or leave the construct out`);
  }
}
