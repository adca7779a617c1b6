import type { Control } from './control';
import { is } from './verdict';

/** That something is told does not say that somebody listens. */
export const eventsSent: Control = {
  id: 'events-sent',
  statement: 'Events of the objects are sent to EventBridge, a topic, a queue or a function',
  why: 'A deletion or a change that nothing is told of is found only when somebody misses the data.',
  fix: 'Set EventBridgeConfiguration in NotificationConfiguration (`eventBridgeEnabled: true`), which needs no permission and no destination policy.',
  severity: 'low',
  see: [
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/EventNotifications.html',
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/EventBridge.html',
  ],
  test: bucket => is(bucket.notifications, true),
};
