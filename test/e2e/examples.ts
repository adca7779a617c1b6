/** An example app, as it is deployed. */
export interface Example {
  readonly name: string;
  /** What its buckets are audited by. */
  readonly frameworks: readonly string[];
  /** A rule pack of the app stops its deployment, which goes on with `--ignore-errors` only. */
  readonly refused?: boolean;
  /** The buckets that go with their stack, by `stack#LogicalId`, and why. */
  readonly deleted?: Readonly<Record<string, string>>;
  /** The bucket that is broken, one thing at a time: the path of its construct. */
  readonly broken: string;
}

export const EXAMPLES: readonly Example[] = [
  { name: 'hipaa-records', frameworks: ['hipaa'], refused: true, broken: 'Records/Records' },
  { name: 'four-frameworks', frameworks: ['hipaa', 'pci-dss-4-0-1', 'gdpr', 'soc2'], broken: 'Claims/Claims' },
  {
    name: 'golden-path',
    frameworks: ['soc2'],
    broken: 'Storage/Archive',
    deleted: { 'Storage#Imported': 'as its template of 2019 has it; CloudFormation deletes no bucket that holds objects' },
  },
  { name: 'scheduled-audit', frameworks: ['baseline', 'soc2'], broken: 'Audit/Reports' },
  { name: 'platform-account', frameworks: ['baseline', 'hipaa', 'pci-dss-4-0-1'], broken: 'Payments/Settlements' },
];
