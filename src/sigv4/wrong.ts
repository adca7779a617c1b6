import { show } from './show';

/** Throws a RangeError of one sentence. That all of them come from here keeps what is bundled small. */
export function wrong(sentence: string): never {
  throw new RangeError(sentence);
}

/** What an option must be, what it is, and the cure. */
export function mustBe(option: string, wanted: string, value: unknown, cure: string): never {
  wrong(`'${option}' must be ${wanted}, got ${show(value)}; ${cure}`);
}

export function assertWhole(option: string, value: number, most: number, unit = 'whole seconds'): void {
  if (!(Number.isInteger(value) && value >= 1 && value <= most)) mustBe(option, `${unit} from 1 to ${most}`, value, 'pass a number in that range');
}
