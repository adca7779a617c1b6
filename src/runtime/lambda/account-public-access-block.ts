/* eslint-disable import/no-extraneous-dependencies -- the runtime of Lambda has the SDK */
import { answer, type Asked, type Context } from '../parts/account-answer';
import { type Blocks, publicAccessBlock } from '../parts/account-block';
import { clockOf } from '../parts/audit-clock';

/** The function of the construct AccountPublicAccessBlock. It can only turn on; its code is in the template, without the SDK. */
export async function handler(asked: Asked, context: Context): Promise<void> {
  const clock = clockOf({});
  await answer(asked, context, publicAccessBlock(s3Control(), clock), { clock, log: line => process.stdout.write(`${JSON.stringify(line)}\n`) });
}

function s3Control(): Blocks {
  const loading = async () => {
    const { GetPublicAccessBlockCommand, PutPublicAccessBlockCommand, S3ControlClient } = await import('@aws-sdk/client-s3-control');
    return { GetPublicAccessBlockCommand, PutPublicAccessBlockCommand, client: new S3ControlClient({ maxAttempts: 1 }) };
  };
  return {
    async get(AccountId, abortSignal) {
      const { client, GetPublicAccessBlockCommand } = await loading();
      try {
        return (await client.send(new GetPublicAccessBlockCommand({ AccountId }), { abortSignal })).PublicAccessBlockConfiguration;
      } catch (error) {
        if ((error as Error).name === 'NoSuchPublicAccessBlockConfiguration') return undefined;
        throw error;
      }
    },
    async put(AccountId, PublicAccessBlockConfiguration, abortSignal) {
      const { client, PutPublicAccessBlockCommand } = await loading();
      await client.send(new PutPublicAccessBlockCommand({ AccountId, PublicAccessBlockConfiguration }), { abortSignal });
    },
  };
}
