import { parseAccessLogLine } from '../../src/access/access-log';

const HEAD = 'owner bucket [06/Feb/2025:00:00:38 +0000] 192.0.2.3 - REQ1 REST.GET.OBJECT';
const TAIL = '- HOSTID= SigV4 ECDHE-RSA-AES128-GCM-SHA256 AuthHeader h TLSv1.2 - -';

/** Lines that could be slow to read, by how long they are. */
const HOSTILE: Readonly<Record<string, (n: number) => string>> = {
  'quotes': n => `${HEAD} k "${'"'.repeat(n)}`,
  'quotes and spaces': n => `${HEAD} k "GET${' "'.repeat(n)} 200 - 1 - 1 - "-" "x" ${TAIL}`,
  'forged middles': n => `${HEAD} k "G${'" 200 - 1 - 1 - "-'.repeat(n)} 200 - 1 - 1 - "-" "x" ${TAIL}`,
  'middles without an end': n => `${HEAD} k "G${'" 200 - 1 - 1 - '.repeat(n)}`,
  'forged tails': n => `${HEAD} k "G" 200 - 1 - 1 - "-" "${`x" ${TAIL} `.repeat(n)}" ${TAIL}`,
  'dashes': n => `${HEAD} k${' -'.repeat(n)}`,
  'dashes behind the user agent': n => `${HEAD} k "G" 200 - 1 - 1 - "-" "x" - H= - -${' -'.repeat(n)}`,
  'TLS versions': n => `${HEAD} k "G" 200 - 1 - 1 - "-" "x" - H= SigV4 AES AuthHeader h${' TLSv1.2'.repeat(n)}`,
  'heads': n => `${HEAD} k "G" 200 - 1 - 1 - "-" "x" -${' H= SigV4 AES AuthHeader'.repeat(n)}`,
  'percent signs': n => `${HEAD} ${'%25'.repeat(n)}%FF "G" 200 - 1 - 1 - "-" "x" ${TAIL}`,
  'half percent signs': n => `${HEAD} ${'%2'.repeat(n)} "G" 200 - 1 - 1 - "-" "x" ${TAIL}`,
  'one long word': n => 'x'.repeat(n),
  'spaces': n => `owner${' '.repeat(n)}bucket`,
};

const text = String.prototype;
const kept = Object.fromEntries((['indexOf', 'charCodeAt', 'slice', 'split', 'startsWith', 'includes', 'replace', 'trim'] as const).map(name => [name, text[name]]));

/** Characters that are looked at, at most, by the methods of strings and regexes while a line is read. */
function steps(line: string): number {
  let count = 0;
  const counted = (name: string, cost: (self: string, from: unknown, result: unknown) => number): void => {
    const method = kept[name] as (...args: unknown[]) => unknown;
    Object.defineProperty(text, name, {
      configurable: true,
      writable: true,
      value(this: string, ...args: unknown[]) {
        const result = method.apply(this, args);
        count += cost(this, args[1], result);
        return result;
      },
    });
  };
  counted('indexOf', (self, from, result) => ((result as number) < 0 ? self.length : result as number) - ((from as number | undefined) ?? 0) + 1);
  counted('charCodeAt', () => 1);
  counted('slice', (_, __, result) => (result as string).length);
  ['split', 'includes', 'replace', 'trim'].forEach(name => counted(name, self => self.length));
  counted('startsWith', () => 8);
  const { test: tests } = RegExp.prototype;
  RegExp.prototype.test = function test(this: RegExp, word: string) {
    count += word.length;
    return tests.call(this, word);
  };
  try {
    parseAccessLogLine(line);
  } finally {
    for (const [name, value] of Object.entries(kept)) Object.defineProperty(text, name, { configurable: true, writable: true, value });
    RegExp.prototype.test = tests;
  }
  return count;
}

test.each(Object.entries(HOSTILE))('%s: twice the line, twice the steps', (_, make) => {
  const [short, long] = [1000, 2000].map(make);
  const [few, many] = [short, long].map(steps);
  expect(few).toBeGreaterThan(0);
  expect(many / few).toBeLessThan(2.3);
  expect(many / long.length).toBeLessThan(60);
});
