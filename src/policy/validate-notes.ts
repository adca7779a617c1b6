/** How problems are told. */
export interface Notes {
  error(at: string, message: string): void;
  warning(at: string, message: string): void;
}

export type Fields = Readonly<Record<string, unknown>>;
export const isObject = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);

/** A value, cut where it is long. */
export function show(value: unknown): string {
  try {
    return clip(JSON.stringify(value) ?? 'nothing');
  } catch {
    return 'something too deep to show';
  }
}

export const clip = (text: string): string => text.length > 80 ? `${text.slice(0, 77)}...` : text;
