import type { TableColumn } from './log-pattern';

const IDENTITY = [
  'type:string', 'principalid:string', 'arn:string', 'accountid:string', 'invokedby:string', 'accesskeyid:string', 'username:string',
  'sessioncontext:struct<attributes:struct<mfaauthenticated:string,creationdate:string>,sessionissuer:struct<type:string,principalid:string,arn:string,accountid:string,username:string>>',
].join(',');

/** The columns of CloudTrail's log files that the audit questions need; requests and responses stay JSON. */
export const TRAIL_COLUMNS: readonly TableColumn[] = [
  { name: 'eventversion', type: 'string', comment: 'version of the format' },
  { name: 'useridentity', type: `struct<${IDENTITY}>`, comment: 'who asked' },
  { name: 'eventtime', type: 'string', comment: 'such as 2026-01-31T23:59:59Z' },
  { name: 'eventsource', type: 'string', comment: 's3.amazonaws.com for S3' },
  { name: 'eventname', type: 'string', comment: 'such as GetObject' },
  { name: 'awsregion', type: 'string', comment: 'Region of the request' },
  { name: 'sourceipaddress', type: 'string', comment: 'IP address, or the service that asked' },
  { name: 'useragent', type: 'string', comment: 'as the client sent it' },
  { name: 'errorcode', type: 'string', comment: 'NULL where the request succeeded' },
  { name: 'errormessage', type: 'string', comment: 'in words' },
  { name: 'requestparameters', type: 'string', comment: 'JSON: bucketName, key' },
  { name: 'responseelements', type: 'string', comment: 'JSON' },
  { name: 'additionaleventdata', type: 'string', comment: 'JSON: SignatureVersion, AuthenticationMethod, CipherSuite' },
  { name: 'requestid', type: 'string', comment: 'x-amz-request-id' },
  { name: 'eventid', type: 'string', comment: 'id of the event' },
  { name: 'readonly', type: 'string', comment: 'whether nothing was changed' },
  { name: 'eventtype', type: 'string', comment: 'such as AwsApiCall' },
  { name: 'recipientaccountid', type: 'string', comment: 'account that got the event' },
  { name: 'sharedeventid', type: 'string', comment: 'the same in each account that got the event' },
  { name: 'vpcendpointid', type: 'string', comment: 'VPC endpoint; NULL where the request came from elsewhere' },
  { name: 'eventcategory', type: 'string', comment: 'Management, Data or Insight' },
  { name: 'tlsdetails', type: 'struct<tlsversion:string,ciphersuite:string,clientprovidedhostheader:string>', comment: 'NULL for plain HTTP' },
];
