/** Questions about CloudTrail's events, their own parameters, and the rows that they should give of the events in trail-records.ts. */
export const TRAIL_ANSWERS: [name: string, parameters: (string | number)[], rows: string[]][] = [
  ['who-read', ['photos/a "b".txt'], [
    '/photos/photos/a%20%22b%22.txt?versionId=1 | 2026-02-06T00:00:04Z | arn:aws:iam::111122223333:user/alice | 10.0.0.1 | UploadPartCopy | copies | c | NULL | COPY-PART',
    'NULL | 2026-02-06T00:00:00Z | arn:aws:iam::111122223333:user/alice | 10.0.0.1 | GetObject | photos | photos/a "b".txt | NULL | READ',
    'arn:aws:s3:eu-central-1:111122223333:accesspoint/reports/object/photos/a%20%22b%22.txt | 2026-02-06T00:00:05Z | arn:aws:iam::111122223333:user/alice | 10.0.0.1 | CopyObject | copies | c | NULL | COPY-POINT',
    'photos/photos/a%20%22b%22.txt | 2026-02-06T00:00:03Z | arn:aws:iam::111122223333:user/alice | 10.0.0.1 | CopyObject | copies | c | NULL | COPY',
  ]],
  ['tls-below-1-2', [], [
    'TLSv1 | 2026-02-06T01:00:00Z | arn:aws:iam::111122223333:user/alice | 10.0.0.1 | GetObject | photos | b | NULL | TLS10',
    'TLSv1.1 | 2026-02-06T01:00:01Z | arn:aws:iam::111122223333:user/alice | 10.0.0.1 | GetObject | photos | b | NULL | TLS11',
  ]],
  ['anonymous', [], [
    '2026-02-06T02:00:00Z | NULL | 10.0.0.1 | GetObject | photos | b | NULL | NOBODY',
    '2026-02-06T02:00:00Z | NULL | 10.0.0.1 | GetObject | photos | b | NULL | NOBODY-AT-ALL',
    '2026-02-06T02:00:01Z | NULL | 10.0.0.1 | GetObject | photos | b | NULL | NOBODY-EITHER',
  ]],
  ['outside-vpc', [], ['2026-02-06T03:00:00Z | arn:aws:iam::111122223333:user/alice | 10.0.0.1 | GetObject | photos | b | NULL | OUTSIDE']],
  ['denied-bursts', [2], ['arn:aws:iam::111122223333:user/alice | 10.0.0.1 | 2026-02-06T04:00 | 2']],
  ['deletes', [], [
    '2026-02-06T05:00:00Z | arn:aws:iam::111122223333:user/alice | 10.0.0.1 | DeleteObject | photos | b | NULL | DEL1',
    '2026-02-06T05:00:01Z | arn:aws:iam::111122223333:user/alice | 10.0.0.1 | DeleteObjects | photos | NULL | NULL | DEL2',
  ]],
  ['sigv2', [], ['2026-02-06T06:00:00Z | arn:aws:iam::111122223333:user/alice | 10.0.0.1 | PutObject | photos | b | NULL | SIGV2']],
];

/** The same of a day of the samples. */
export const SAMPLE_ANSWERS: [name: string, day: string, parameters: (string | number)[], rows: string[]][] = [
  ['who-read', '2023/03/01', ['sensitive-file.txt'], [
    'NULL | 2023-03-01T00:00:00Z | NULL | 10.0.0.1 | GetObject | example-bucket | sensitive-file.txt | NULL | NULL',
    'NULL | 2023-03-01T00:00:00Z | NULL | 10.0.0.1 | GetObject | example-bucket | sensitive-file.txt | NULL | NULL',
  ]],
  ['denied-bursts', '2024/01/15', [3], ['arn:aws:iam::111111111111:user/testuser | 1.2.3.4 | 2024-01-15T10:45 | 3']],
  ['sigv2', '2019/02/01', [], [
    '2019-02-01T03:18:19Z | arn:aws:iam::111122223333:user/myUserName | 127.0.0.1 | ListBuckets | NULL | NULL | NULL | cdc4b7ed-e171-4cef-975a-ad829d4123e8',
  ]],
  ['anonymous', '2019/02/01', [], []],
  ['tls-below-1-2', '2024/11/25', [], []],
];
