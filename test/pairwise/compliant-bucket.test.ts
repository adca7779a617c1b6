import { everyPair } from './pairwise';

everyPair('CompliantBucket');
