import { fourFrameworks, type ClaimsStack } from './app';

/** What the bucket under HIPAA and PCI DSS was set to, and who asked for it. */
const { claims } = fourFrameworks().node.findChild('Claims') as ClaimsStack;
const rows = claims.explain().map(({ setting, value, frameworks }) => [setting, frameworks.join(', ') || 'this library', value]);
const widths = [0, 1].map(column => Math.max(...rows.map(row => row[column].length)));

for (const row of rows) console.log(row.map((text, column) => column < widths.length ? text.padEnd(widths[column]) : text).join('  '));
