/* eslint-disable import/no-extraneous-dependencies -- the runtime of Lambda has the SDK */
import { answer, type Asked, type Context } from '../parts/account-answer';
import { type Discovery, sensitiveDataDiscovery } from '../parts/account-discovery';
import { clockOf } from '../parts/audit-clock';

/** The function of the construct SensitiveDataDiscovery. It can only turn on; its code is in the template, without the SDK. */
export async function handler(asked: Asked, context: Context): Promise<void> {
  const clock = clockOf({});
  await answer(asked, context, sensitiveDataDiscovery(macie(), clock), { clock, log: line => process.stdout.write(`${JSON.stringify(line)}\n`) });
}

function macie(): Discovery {
  const loading = async () => {
    const { GetAutomatedDiscoveryConfigurationCommand, Macie2Client, UpdateAutomatedDiscoveryConfigurationCommand } = await import('@aws-sdk/client-macie2');
    return { GetAutomatedDiscoveryConfigurationCommand, UpdateAutomatedDiscoveryConfigurationCommand, client: new Macie2Client({ maxAttempts: 1 }) };
  };
  return {
    async status(abortSignal) {
      const { client, GetAutomatedDiscoveryConfigurationCommand } = await loading();
      return (await client.send(new GetAutomatedDiscoveryConfigurationCommand({}), { abortSignal })).status;
    },
    async enable(abortSignal) {
      const { client, UpdateAutomatedDiscoveryConfigurationCommand } = await loading();
      await client.send(new UpdateAutomatedDiscoveryConfigurationCommand({ status: 'ENABLED' }), { abortSignal });
    },
  };
}
