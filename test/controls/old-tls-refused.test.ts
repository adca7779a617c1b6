import { deny, NO_SIGHT, OBJECTS, opaque, OWN, policyTable } from './policies';
import { oldTlsRefused } from '../../src/controls/old-tls-refused';

const below = (operator: string, version: unknown, changes: object = {}) => deny({ Sid: 'Tls', Condition: { [operator]: { 's3:TlsVersion': version } }, ...changes });
const TLS = { NumericLessThan: { 's3:TlsVersion': '1.2' } };

policyTable(oldTlsRefused, [
  ['pass', 'below 1.2', below('NumericLessThan', '1.2')],
  ['pass', 'below 1.2 as a number', below('NumericLessThan', 1.2)],
  ['pass', 'below 1.3', below('NumericLessThan', '1.3')],
  ['pass', 'at most 1.1', below('NumericLessThanEquals', '1.1')],
  ['pass', 'IfExists', below('NumericLessThanIfExists', '1.2')],
  ['pass', 'none but 1.2 and 1.3', below('NumericNotEquals', ['1.2', '1.3'])],
  ['pass', 'the old ones by name', below('StringEquals', ['1.0', '1.1'])],
  ['pass', 'one statement for each', [below('NumericEquals', '1.0'), below('NumericEquals', '1.1')]],
  ['pass', 'AWS services are left out', deny({ Condition: { ...TLS, BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' } } })],
  ['fail', 'no policy', undefined],
  ['fail', 'HTTPS only', deny({ Condition: { Bool: { 'aws:SecureTransport': 'false' } } })],
  ['fail', 'below 1.1', below('NumericLessThan', '1.1')],
  ['fail', 'above 1.2', below('NumericGreaterThan', '1.2')],
  ['fail', 'only where the key is absent', deny({ Condition: { ...TLS, Null: { 's3:TlsVersion': 'true' } } })],
  ['fail', 'only uploads', below('NumericLessThan', '1.2', { Action: 's3:PutObject' })],
  ['fail', 'only objects', below('NumericLessThan', '1.2', { Resource: OBJECTS })],
  ['fail', 'one principal', below('NumericLessThan', '1.2', { Principal: { AWS: `${OWN}:root` } })],
  ['fail', 'all roles but one', deny({ Condition: { ...TLS, ArnNotEquals: { 'aws:PrincipalArn': `${OWN}:role/old` } } })],
  ['fail', 'and over HTTP', deny({ Condition: { ...TLS, Bool: { 'aws:SecureTransport': 'false' } } })],
  ['unknown', 'the policy is unseen', [], NO_SIGHT],
  ['unknown', 'an opaque version', below('NumericLessThan', opaque())],
  ['unknown', 'an opaque resource', below('NumericLessThan', '1.2', { Resource: opaque() })],
]);
