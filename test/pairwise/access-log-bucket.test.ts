import { everyPair } from './pairwise';

everyPair('AccessLogBucket');
