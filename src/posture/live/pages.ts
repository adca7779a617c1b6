import { ask } from './ask';
import type { CallName } from './calls';
import type { Answer, Input, Port, Sending } from './port';
import { odd } from './refusal';
import { isMap, own } from '../cloudformation/json-value';

/** How a call gives its list in pages. */
export interface Paging {
  readonly list: string;
  /** The member of the answer that says where the next page begins. */
  readonly next: string;
  /** The parameter that takes it. */
  readonly from: string;
}

const MOST_PAGES = 1_000;

/** All pages of a list in one answer. A list that cannot be read to its end is no answer. */
export async function askPages(port: Port, call: CallName, paging: Paging, input: Input, sending?: Sending): Promise<Answer> {
  const found: unknown[] = [];
  const seen = new Set<string>();
  let from: Input = {};
  for (let page = 0; page < MOST_PAGES; page++) {
    const asked = await ask(port, call, { ...input, ...from }, sending);
    if (asked.error) return asked;
    const { answer } = asked;
    const list = own(answer, paging.list);
    const next = own(answer, paging.next);
    if (!isMap(answer) || (list !== undefined && !Array.isArray(list))) return page === 0 ? asked : { error: odd('a page of the list is no list') };
    if (page === 0 && next === undefined) return asked;
    for (const item of list ?? []) found.push(item);
    const ends = next === undefined || next === null || next === '' || own(answer, 'IsTruncated') === false;
    if (ends) return own(answer, 'IsTruncated') === true ? { error: odd('the list is cut off') } : { answer: { [paging.list]: found, IsTruncated: false } };
    if (typeof next !== 'string' || seen.has(next)) return { error: odd('the list does not end') };
    seen.add(next);
    from = { [paging.from]: next };
  }
  return { error: odd('the list does not end') };
}

export const INVENTORIES: Paging = { list: 'InventoryConfigurationList', next: 'NextContinuationToken', from: 'ContinuationToken' };
export const ACCESS_POINTS: Paging = { list: 'AccessPointList', next: 'NextToken', from: 'NextToken' };
export const BUCKETS: Paging = { list: 'Buckets', next: 'ContinuationToken', from: 'ContinuationToken' };
export const ALARMS: Paging = { list: 'MetricAlarms', next: 'NextToken', from: 'NextToken' };
