import { fourFrameworks, type ClaimsStack } from './app';

/** What the bucket under HIPAA and PCI DSS was set to, and who asked for it. */
const { claims } = fourFrameworks().node.findChild('Claims') as ClaimsStack;
const rows = claims.explain().map(({ setting, value, frameworks }) => [setting, frameworks.join(', ') || 'this library', value]);
const widths = [0, 1].map(column => Math.max(...rows.map(row => row[column].length)));

const line = '='.repeat(100);
console.log(`\n${line}\n3. claims.explain(): one bucket under HIPAA and PCI DSS, each setting, who asked for it and its value\n${line}\n`);
for (const row of rows) console.log(row.map((text, column) => column < widths.length ? text.padEnd(widths[column]) : text).join('  '));
