/** A threat of the written spec: its lines, and which of its mitigations answer each way in. */
export interface Threat {
  readonly line: number;
  readonly title: string;
  readonly text: string;
  /** The section of its mitigations in `SPEC_LINES`. */
  readonly section: string;
  readonly vectors: readonly Vector[];
}

export interface Vector {
  /** Undefined where the spec names no vector: then it is the threat itself. */
  readonly line?: number;
  readonly text: string;
  /** The lines of the mitigations that answer it. */
  readonly answeredBy: readonly number[];
  /** What tells people that it happens: public classes, or subpaths of the runtime. */
  readonly toldBy: readonly string[];
}

export const THREATS: readonly Threat[] = [
  {
    line: 438,
    title: 'DATA EXFILTRATION',
    text: 'Unauthorized access to sensitive data',
    section: 'Data exfiltration',
    vectors: [
      { line: 440, text: 'Misconfigured public bucket', answeredBy: [446, 447, 450], toldBy: ['AccessAlerts', 'ExternalAccessAnalyzer', 'runtime/audit'] },
      { line: 441, text: 'Leaked credentials', answeredBy: [448, 449, 451], toldBy: ['AccessAlerts', 'ThreatDetection', 'BucketAlarms', 'runtime/detect'] },
      { line: 442, text: 'Overly permissive IAM policies', answeredBy: [447, 448, 449], toldBy: ['ExternalAccessAnalyzer', 'runtime/policy'] },
    ],
  },
  {
    line: 456,
    title: 'DATA TAMPERING',
    text: 'Unauthorized modification of data',
    section: 'Data tampering',
    vectors: [
      { line: 458, text: 'Compromised write credentials', answeredBy: [463, 464, 465], toldBy: ['AccessAlerts', 'runtime/detect'] },
      { line: 459, text: 'Man-in-the-middle (if HTTP)', answeredBy: [466, 467], toldBy: ['AccessLogAnalytics', 'runtime/detect'] },
    ],
  },
  {
    line: 472,
    title: 'DENIAL OF SERVICE',
    text: 'Exhaust storage or request capacity',
    section: 'Denial of service',
    vectors: [
      { line: 474, text: 'Malicious mass upload', answeredBy: [479], toldBy: ['BucketAlarms', 'BucketDashboard'] },
      { line: 475, text: 'Request flooding', answeredBy: [480, 481, 482], toldBy: ['BucketAlarms', 'PublicContent'] },
    ],
  },
  {
    line: 487,
    title: 'INSIDER THREAT',
    text: 'Authorized user misusing access',
    section: 'Insider threat',
    vectors: [
      { text: 'Authorized user misusing access', answeredBy: [491, 492, 493, 494, 495], toldBy: ['AccessAlerts', 'BucketAlarms', 'AccessLogAnalytics', 'runtime/detect'] },
    ],
  },
];
