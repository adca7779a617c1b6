import type { CheckReport, Example, InventoryReport, ObjectsReport } from './objects-report';
import { clean, shorten } from '../../evidence/clean';
import { plural } from '../../evidence/words';

const SYMBOLS = { 'fail': '✗', 'unknown': '?', 'pass': '✓', 'not-applicable': '-' } as const;

/** The report as text for people. Keys of objects are anybody's text: they cannot move a cursor or start a line. */
export function objectsInWords(report: ObjectsReport): string {
  const { bucket, prefix, looked, checks, notAsked, inventory, disclaimer } = report;
  const lines = [
    `Objects of ${bucket}${prefix === undefined ? '' : `, below ${JSON.stringify(prefix)}`}: ${report.outcome}`,
    looked.says,
    ...looked.how === 'reservoir' && looked.seed !== undefined ? [`seed ${looked.seed}, as of ${report.today}`] : [`as of ${report.today}`],
    '',
    ...checks.flatMap(checkInWords),
    ...notAsked.map(({ check, says }) => `- ${check}: not asked, ${says}`),
    ...inventory ? ['', ...inventoryInWords(inventory)] : [],
    '',
    disclaimer,
  ];
  return `${lines.map(line => line.startsWith('    ') ? `    ${clean(line.slice(4))}` : clean(line)).join('\n')}\n`;
}

function checkInWords(report: CheckReport): string[] {
  const { check, outcome, expected, from, pass, fail, unknown, failedWritten, examples, bound, fix, control, supports } = report;
  const requirements = supports.map(one => `${one.framework} ${one.requirements.join(', ')}`).join('; ');
  return [
    `${SYMBOLS[outcome]} ${check} (${control}): ${pass} pass, ${fail} fail, ${unknown} unknown; expected ${expected}; ${from}`,
    ...examples.map(exampleInWords),
    ...failedWritten ? [`    those that fail were written from ${failedWritten.first.slice(0, 10)} to ${failedWritten.last.slice(0, 10)}`] : [],
    ...bound ? [`    ${bound.says}`] : [],
    ...fix ? [`    ${fix}`] : [],
    ...requirements && outcome !== 'pass' ? [`    supports ${requirements}`] : [],
  ];
}

function exampleInWords({ key, versionId, outcome, says, written }: Example): string {
  const version = versionId === undefined ? '' : ` version ${versionId}`;
  return `    ${SYMBOLS[outcome]} ${shorten(JSON.stringify(key), 120)}${version} ${says}${written === undefined ? '' : ` (written ${written.slice(0, 10)})`}`;
}

function inventoryInWords(inventory: InventoryReport): string[] {
  const { made, filesRead, filesRefused, rows, deleteMarkers, noncurrent, badRows, badRowExamples, notes } = inventory;
  const counts = [
    plural(filesRead, 'file'), plural(rows, 'row'), plural(deleteMarkers, 'delete marker'), plural(noncurrent, 'noncurrent version'),
    plural(badRows, 'bad row'),
  ];
  return [
    `inventory${made === undefined ? '' : ` of ${made}`}: ${counts.join(', ')}`,
    ...filesRefused.map(({ key, says }) => `    ? ${JSON.stringify(key)} counts for nothing: ${says}`),
    ...badRowExamples.map(({ file, row, says }) => `    ? row ${row} of ${JSON.stringify(file)}: ${says}`),
    ...notes.map(note => `    ${note}`),
  ];
}
