/** The clauses that several frameworks share: what they say of some buckets only, each continuing "asked of a bucket only ...". */
export const SECOND_COPY = 'where availability needs a second copy';
export const COST_OVER_DETAIL = 'where the cost of KMS calls matters more than one KMS event for each object';
export const END_OF_LIFE = 'where the data must not be kept for ever';
export const NO_LIFECYCLE = 'where the bucket has no lifecycle rules';
export const REGULATED = 'for regulated data';
export const INTERNAL = 'for internal workloads';
export const SECOND_FACTOR = 'where nobody may delete versions without a second factor';
export const TWO_PERSONS = 'where one person must not both manage and use the key';
export const HOLDS = 'where a court or an authority may order a hold';
export const ANOMALIES = 'where anomalies are looked for in events';
