import type { CallName } from './calls';
import type { Look } from './look';
import type { Recording, Refusal } from './port';
import { saysAbsent, whyRefused } from './refusal';
import { brief, isMap, own } from '../cloudformation/json-value';

/** The name of an answer in a recording. */
export const answerName = (call: CallName, of?: string): string => of === undefined ? call : `${call} ${of}`;

/** What a recording holds about one question, or the reason why it holds nothing. */
export function answerTo({ answers }: Recording, at: string, call: CallName, of?: string): Look {
  const place = `${at}/${call}`;
  const found = own(answers, answerName(call, of));
  if (found === undefined) return { at: place, why: `${call} was not asked` };
  const error = own(found, 'error');
  if (error !== undefined) return refused(place, call, error);
  const answer = own(found, 'answer');
  return isMap(answer) ? { at: place, value: answer } : { at: place, why: `OddAnswer: ${call} brought ${brief(answer)}` };
}

function refused(at: string, call: CallName, error: unknown): Look {
  const refusal = refusalIn(error);
  return saysAbsent(call, refusal) ? { at } : { at, why: whyRefused(call, refusal) };
}

/** A refusal as a recording holds it. */
export function refusalIn(error: unknown): Refusal {
  const [code, status, says] = ['code', 'status', 'says'].map(key => own(error, key));
  return {
    code: typeof code === 'string' && code !== '' ? code : 'Error',
    ...typeof status === 'number' && { status },
    ...typeof says === 'string' && { says },
  };
}

/** Whether a question was answered, be it by saying that there is no such thing. */
export const isAnswered = ({ why }: Look): boolean => why === undefined;
