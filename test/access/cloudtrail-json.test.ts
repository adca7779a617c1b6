import * as fc from 'fast-check';
import { type JsonItem, JsonItems, type JsonLimits } from '../../src/access/cloudtrail-json';

function read(chunks: readonly string[], limits?: JsonLimits): readonly JsonItem[] {
  const items = new JsonItems(limits);
  return [...chunks.flatMap(chunk => [...items.push(chunk)]), ...items.end()];
}

/** Values as they are, reasons of what is broken in angle brackets. */
const short = (items: readonly JsonItem[]) => items.map(item => item.ok ? item.value : `<${item.reason}>`);

const CASES: readonly (readonly [name: string, text: string, items: readonly unknown[]])[] = [
  ['nothing', ' \n', []],
  ['one event', '{"a":1}', [{ a: 1 }]],
  ['a log file', '{"Records":[{"a":1},{"a":2}]}', [{ a: 1 }, { a: 2 }]],
  ['a log file in lines', '{\n "Records": [\n  {"a": [{"b": 1}, {"b": 2}]}\n ]\n}\n', [{ a: [{ b: 1 }, { b: 2 }] }]],
  ['an empty log file', '{"Records":[]}', []],
  ['members around the list', '{"NextToken":"{[","Events":[{"a":1}],"x":{"Records":[1]},"y":[2]}', [{ a: 1 }]],
  ['two lists of one envelope', '{"Records":[{"a":1}],"logEvents":[{"a":2}]}', [{ a: 1 }, { a: 2 }]],
  ['a member of the name that is no list', '{"Records":{"a":[1]}}', [{ Records: { a: [1] } }]],
  ['a value of the name', '{"a":"Records","b":[1]}', [{ a: 'Records', b: [1] }]],
  ['JSON lines', '{"a":1}\n{"a":2}\r\n\n{"a":3}', [{ a: 1 }, { a: 2 }, { a: 3 }]],
  ['one after the other', '{"a":1}{"a":2}', [{ a: 1 }, { a: 2 }]],
  ['a list of files and events', '[{"Records":[{"a":1}]},{"a":2},[{"a":3}]]', [{ a: 1 }, { a: 2 }, { a: 3 }]],
  ['brackets, quotes and backslashes in strings', '{"a":"}]{[\\"\\\\"}{"b":"\\\\"}', [{ a: '}]{["\\' }, { b: '\\' }]],
  ['what is no object', '[1,"a",null]\n7\n"b"', [1, 'a', null, 7, 'b']],
  ['a log line among JSON lines', '{"a":1}\nb3 bucket [06/Feb/2019] "GET /x, y"\n{"a":2}', [{ a: 1 }, '<it is no JSON>', { a: 2 }]],
  ['a value that is missing', '[{"a":},{"a":2}]', ['<it is no JSON>', { a: 2 }]],
  ['a brace too few in a list', '{"Records":[{"a":{"b":1},{"a":2}]}', ['<its braces do not close>', { a: 2 }]],
  ['a brace too few in a line', '{"a":{"b":1}\n{"a":2}', ['<its braces do not close>', { a: 2 }]],
  ['a brace too many in a list', '{"Records":[{"a":1}},{"a":2}]}', [{ a: 1 }, '<it is no JSON>', { a: 2 }]],
  ['a quote too few in a line', '{"a":"b}\n{"a":2}', ['<a string in it does not end>', { a: 2 }]],
  ['the end inside an event', '{"Records":[{"a":1},{"a":', [{ a: 1 }, '<the input ends in the middle of it>', '<the input ends before its list of events does>']],
  ['the end inside a string', '{"a":"b', ['<the input ends in the middle of it>']],
  ['the end behind an event', '{"Records":[{"a":1}', [{ a: 1 }, '<the input ends before its list of events does>']],
  ['the end behind the list', '{"Records":[{"a":1}]', [{ a: 1 }, '<the input ends in the middle of an envelope>']],
  ['a list that nothing opens', ']{"a":1}', ['<it is no JSON>', { a: 1 }]],
];

test.each(CASES)('%s', (_, text, items) => expect(short(read([text]))).toEqual(items));

test.each(CASES)('%s, letter by letter', (_, text, items) => expect(short(read([...text]))).toEqual(items));

test('an event that is too large is one bad event, and the next one is read', () => {
  const [large, next] = read([`[{"a":"${'x'.repeat(200_000)}"},`, '{"a":1}]'], { size: 100_000, depth: 10 });
  expect([large.ok, large.text.length]).toEqual([false, 65_536]);
  expect(short([large, next])).toEqual(['<it is longer than 100000 characters>', { a: 1 }]);
});

test('an event that is nested too deep is one bad event, and the next one is read', () => {
  const deep = (levels: number) => `{"a":${'['.repeat(levels - 1)}${']'.repeat(levels - 1)}}`;
  expect(read([deep(100)])[0].ok).toBe(true);
  expect(short(read([`${deep(101)}\n{"a":1}`]))).toEqual(['<it is nested deeper than 100 levels>', { a: 1 }]);
  expect(short(read([`{"a":${'['.repeat(100_000)}`]))).toEqual(['<it is nested deeper than 100 levels>']);
});

test('names such as __proto__ are members like others', () => {
  const [item] = read(['{"__proto__":{"polluted":1}}']);
  expect([item.ok && Object.keys(item.value as object), ({} as { polluted?: number }).polluted]).toEqual([['__proto__'], undefined]);
});

test('values survive every envelope and every cut', () => {
  const value = fc.dictionary(fc.string({ maxLength: 10 }), fc.jsonValue({ maxDepth: 3 }), { maxKeys: 5 })
    .filter(object => !['Records', 'Events', 'logEvents'].some(name => Array.isArray(object[name])));
  const wraps: readonly ((texts: readonly string[]) => string)[] = [
    texts => `{"Records":[${texts.join(',')}]}`, texts => `[${texts.join(' ,\n')}]`, texts => texts.join('\n'), texts => texts.join(''),
  ];
  const [values5, places5] = [fc.array(value, { maxLength: 5 }), fc.array(fc.nat(400), { maxLength: 5 })];
  fc.assert(fc.property(values5, fc.constantFrom(...wraps), fc.boolean(), places5, (values, wrap, pretty, cuts) => {
    const text = wrap(values.map(v => JSON.stringify(v, undefined, pretty ? 1 : 0)));
    const places = [0, ...cuts.sort((a, b) => a - b), text.length];
    const chunks = places.slice(1).map((place, i) => text.slice(places[i], place));
    expect(short(read(chunks))).toEqual(values.map(v => JSON.parse(JSON.stringify(v)) as unknown));
  }), { numRuns: 100 });
});

test('nothing of what is no JSON is lost, and it takes linear time', () => {
  const ink = (text: string) => text.replace(/[\s,[\]]/g, '');
  fc.assert(fc.property(fc.string({ unit: fc.constantFrom('{', '}', '"', ',', ':', 'a', '\\', '\n', ' ') }), text => {
    expect(ink(read([text]).map(item => item.text).join(''))).toBe(ink(text));
  }), { numRuns: 200 });
  for (const hostile of ['{', '[', '"', '{"', '{"a":', '\\', '[{', ']', '}', '","']) expect(read([hostile.repeat(10_000)]).length).toBeGreaterThan(0);
});
