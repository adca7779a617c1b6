/** An error as a port rejects with it: its name is the code. */
export function answerError(name: string, message: string, status?: number): Error {
  return Object.assign(new Error(message), { name }, status !== undefined && { $metadata: { httpStatusCode: status } });
}

export const oddAnswer = (says: string, status?: number): Error => answerError('OddAnswer', says, status);

const LONGEST = 200;
const CODE = /^[A-Za-z][\w.-]{0,79}$/;
/** Of what AWS, a proxy or the SDK say, what could hold a key, a token or a signature. */
const SECRET = /secret|token|signature|credential=|authorization|canonical|AKIA|ASIA/i;

/**
 * What the SDK threw, as a plain error without the request and the response, both of which hold credentials or what they signed.
 * A message that could quote them is left out.
 */
export function plainError(error: unknown): Error {
  const { name, code, Code, message, $metadata: metadata } = Object(error) as Readonly<Record<string, unknown>>;
  const { httpStatusCode: status } = Object(metadata) as { readonly httpStatusCode?: unknown };
  const says = typeof message === 'string' ? message.split(/[\r\n]/)[0].slice(0, LONGEST) : '';
  return answerError(codeIn(name, code, Code), SECRET.test(says) ? '' : says, typeof status === 'number' ? status : undefined);
}

/** Node.js puts the code of a broken connection beside the name of the error. */
function codeIn(name: unknown, ...codes: readonly unknown[]): string {
  const plain = typeof name === 'string' && CODE.test(name) ? name : 'Error';
  if (plain !== 'Error' && plain !== 'TypeError' && plain !== 'UnknownError') return plain;
  return codes.find((code): code is string => typeof code === 'string' && CODE.test(code)) ?? plain;
}
