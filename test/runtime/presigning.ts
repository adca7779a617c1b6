import { type Presigned, presign, type PresignOptions } from '../../src/runtime/presign';

export const AT = new Date('2026-01-15T12:00:00.999Z');
export const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
export const TOKEN = 'IQoJb3JpZ2luX2VjE//////////wEaDGV1+geheim==';
export const longTerm = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: SECRET };
export const temporary = { accessKeyId: 'ASIAIOSFODNN7EXAMPLE', secretAccessKey: SECRET, sessionToken: TOKEN };
export const base: PresignOptions = { bucket: 'records', key: 'a.txt', region: 'eu-central-1', credentials: longTerm, at: AT };

/** Options as a program without types may pass them. */
export type Loose = Partial<Record<keyof PresignOptions, unknown>>;
export const make = (options: Loose = {}): Presigned => presign({ ...base, ...options } as PresignOptions);

export const HASH = '44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072';
