import { everyPair } from './pairwise';

everyPair('GdprBucket');
