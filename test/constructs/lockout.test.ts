import { answer, type Column, columns } from './requests';

/**
 * Who gets what from each bucket, as deployed: A(llowed) or D(enied). Each requester may do everything by its own policies, so what is
 * denied the bucket denies. By their NetworkPerimeter the buckets of HIPAA and of GDPR with SOC 2 name a VPC, those of PCI DSS an endpoint; the
 * latter name an organization as well. What the control vpc-only asks of a template is decided here, request by request.
 */
const COLUMNS = ['hipaa', 'pci', 'gdpr', 'soc2', 'hipaa+pci', 'gdpr+soc2', 'logs'];
const TABLE: readonly (readonly [who: string, action: string, how: string, expected: string])[] = [
  // who, what, how                                            h p g s hp gs logs
  ['deploy', 'PutBucketPolicy', 'outside', /*               */ 'A A A A A A A'],
  ['deploy', 'PutLifecycleConfiguration', 'outside', /*     */ 'A A A A A A A'],
  ['deploy', 'PutEncryptionConfiguration', 'outside', /*    */ 'A A A A A A A'],
  ['deploy', 'PutBucketNotification', 'outside', /*         */ 'A A A A A A A'],
  ['deploy', 'PutBucketPolicy', 'viaService', /*            */ 'A A A A A A A'],
  ['deploy', 'DeleteBucketPolicy', 'outside', /*            */ 'A A A A A A A'],
  ['deploy', 'DeleteBucket', 'outside', /*                  */ 'A A A A A A A'],
  ['deploy', 'GetObject', 'outside', /*                     */ 'D D A A D D A'],
  ['deploy', 'GetObject', 'viaService', /*                  */ 'A A A A A A A'],
  ['deploy', 'PutBucketPolicy', 'httpOutside', /*           */ 'D D D D D D D'],
  ['app', 'PutBucketPolicy', 'outside', /*                  */ 'A A A D A D A'],
  ['app', 'PutBucketPolicy', 'mfaOutside', /*               */ 'A A A A A A A'],
  ['app', 'PutBucketPolicy', 'viaService', /*               */ 'A A A A A A A'],
  ['root', 'PutBucketPolicy', 'mfaOutside', /*              */ 'A A A A A A A'],
  ['root', 'DeleteBucketPolicy', 'outside', /*              */ 'A A A D A D A'],

  ['app', 'GetObject', 'inside', /*                         */ 'A A A A A A A'],
  ['app', 'GetObject', 'outside', /*                        */ 'D D A A D D A'],
  ['app', 'GetObject', 'otherVpc', /*                       */ 'D D A A D D A'],
  ['app', 'ListBucket', 'outside', /*                       */ 'D D A A D D A'],
  ['app', 'PutObject', 'outside', /*                        */ 'D D D A D D A'],
  ['app', 'DeleteObject', 'outside', /*                     */ 'D D A A D D A'],
  ['app', 'GetObject', 'http', /*                           */ 'D D D D D D D'],
  ['app', 'ListBucket', 'http', /*                          */ 'D D D D D D D'],
  ['app', 'GetObject', 'tls11', /*                          */ 'D D D D D D D'],
  ['app', 'GetObject', 'sigV2', /*                          */ 'D D D D D D D'],
  ['app', 'GetObject', 'days6', /*                          */ 'A A A A A A A'],
  ['app', 'GetObject', 'days8', /*                          */ 'D D D D D D D'],
  ['app', 'GetObject', 'noOrg', /*                          */ 'A A A A A A A'],

  ['app', 'PutObject', 'put', /*                            */ 'A A A A A A A'],
  ['app', 'PutObject', 'putNoTag', /*                       */ 'A A D A A D A'],
  ['app', 'PutObject', 'putRight', /*                       */ 'A A A A A A A'],
  ['app', 'PutObject', 'putAes', /*                         */ 'D D D A D D A'],
  ['app', 'PutObject', 'putDsse', /*                        */ 'D D D A D D A'],
  ['app', 'PutObject', 'putOtherKey', /*                    */ 'D D D A D D A'],
  ['app', 'PutObject', 'putNoKey', /*                       */ 'D D D A D D A'],
  ['app', 'PutObject', 'putOneZone', /*                     */ 'A A A D A D D'],
  ['app', 'PutObject', 'putIa', /*                          */ 'A A A A A A A'],
  // A setting of the bucket blocks SSE-C before any policy is asked.
  ['app', 'PutObject', 'putSseC', /*                        */ 'A A A A A A A'],

  ['app', 'DeleteObject', 'inside', /*                      */ 'A A A A A A A'],
  ['app', 'DeleteObjectVersion', 'inside', /*               */ 'A A A D A D A'],
  ['app', 'DeleteObjectVersion', 'mfaFalse', /*             */ 'A A A D A D A'],
  ['app', 'DeleteObjectVersion', 'mfa', /*                  */ 'A A A A A A A'],
  ['cleaner', 'DeleteObjectVersion', 'inside', /*           */ 'A A A A A A A'],
  ['cleaner', 'DeleteObjectVersion', 'outside', /*          */ 'D D A A D D A'],
  ['app', 'BypassGovernanceRetention', 'mfa', /*            */ 'D A A A D D A'],
  ['root', 'BypassGovernanceRetention', 'mfa', /*           */ 'D A A A D D A'],
  ['locks', 'BypassGovernanceRetention', 'mfa', /*          */ 'A A A A A A A'],
  ['eraser', 'BypassGovernanceRetention', 'mfa', /*         */ 'D A A A D A A'],
  ['app', 'PutObjectRetention', 'days365', /*               */ 'A A A A A A A'],
  ['app', 'PutObjectRetention', 'years100', /*              */ 'D A A A D D A'],
  ['locks', 'PutObjectRetention', 'years100', /*            */ 'D A A A D D A'],
  ['app', 'PutObject', 'put100Years', /*                    */ 'D A A A D D A'],
  ['app', 'PutObject', 'putCompliance', /*                  */ 'A A A A A D A'],
  ['app', 'PutObjectLegalHold', 'mfa', /*                   */ 'D A A A D D A'],
  ['app', 'PutObject', 'putHold', /*                        */ 'D A A A D D A'],
  ['locks', 'PutObjectLegalHold', 'mfa', /*                 */ 'A A A A A A A'],

  ['breakGlass', 'GetObject', 'outside', /*                 */ 'A D A A D A A'],
  ['breakGlass', 'GetObject', 'httpOutside', /*             */ 'D D D D D D D'],
  ['breakGlass', 'DeleteObjectVersion', 'outside', /*       */ 'A D A D D D A'],
  ['replicator', 'GetObjectVersionForReplication', 'outside', 'A A A A A A A'],
  ['replicator', 'GetObjectVersionTagging', 'outside', /*   */ 'A A A A A A A'],
  ['replicator', 'ListBucket', 'outside', /*                */ 'A A A A A A A'],
  ['replicator', 'GetObjectRetention', 'outside', /*        */ 'A A A A A A A'],
  ['eraser', 'ListBucketVersions', 'inside', /*             */ 'A A A A A A A'],
  ['eraser', 'DeleteObjectVersion', 'inside', /*            */ 'A A A D A D A'],
  ['eraser', 'DeleteObjectVersion', 'mfa', /*               */ 'A A A A A A A'],
  ['eraser', 'DeleteObjectVersion', 'mfaOutside', /*        */ 'D D A A D D A'],
  ['porter', 'GetObjectVersion', 'inside', /*               */ 'A A A A A A A'],
  ['porter', 'GetObjectVersion', 'outside', /*              */ 'D D A A D D A'],
  ['porter', 'ListBucket', 'inside', /*                     */ 'A A A A A A A'],

  ['partner', 'GetObject', 'inside', /*                     */ 'A A A A A A D'],
  ['partner', 'GetObject', 'outside', /*                    */ 'D D A A D D D'],
  ['partner', 'GetObject', 'otherOrg', /*                   */ 'A D A A D A D'],
  ['partner', 'GetObject', 'noOrg', /*                      */ 'A D A A D A D'],
  ['partner', 'PutObject', 'putRight', /*                   */ 'D D D D D D D'],
  ['partner', 'PutBucketPolicy', 'mfa', /*                  */ 'D D D D D D D'],
  ['stranger', 'GetObject', 'inside', /*                    */ 'D D D D D D D'],
  ['nobody', 'GetObject', 'inside', /*                      */ 'D D D D D D D'],
  ['nobody', 'ListBucket', 'outside', /*                    */ 'D D D D D D D'],

  ['logging', 'PutObject access-logs/x/1', 'logDelivery', /**/ 'D D D D D D A'],
  ['logging', 'PutObject elsewhere', 'logDelivery', /*      */ 'D D D D D D D'],
  ['logging', 'PutObject access-logs/x/1', 'foreignDelivery', 'D D D D D D D'],
  // Inventories go to the log bucket of their own bucket.
  ['s3', 'PutObject inventory/x', 'delivery', /*            */ 'D D D D D D D'],
  ['s3', 'PutObject elsewhere', 'delivery', /*              */ 'D D D D D D D'],
  ['s3', 'PutObject inventory/x', 'foreignDelivery', /*     */ 'D D D D D D D'],
  ['macie', 'GetObject', 'delivery', /*                     */ 'D D D D D D D'],
];

const made: Column[] = columns();

test('the columns are the buckets', () => {
  expect(made.map(({ name }) => name)).toEqual(COLUMNS);
});

test.each(TABLE)('%s: %s, %s', (who, action, how, expected) => {
  expect(made.map(column => answer(column, who, action, how)).join(' ')).toBe(expected);
});
