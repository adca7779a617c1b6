import { everyPair } from './pairwise';

everyPair('Soc2Bucket');
