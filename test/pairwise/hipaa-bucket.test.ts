import { everyPair } from './pairwise';

everyPair('HipaaBucket');
