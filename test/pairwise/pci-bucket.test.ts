import { everyPair } from './pairwise';

everyPair('PciBucket');
