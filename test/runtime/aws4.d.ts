/** The part of aws4 that the tests use; it has no types of its own. */
declare module 'aws4' {
  export interface Aws4Request {
    method?: string;
    host?: string;
    path?: string;
    service?: string;
    region?: string;
    headers?: Record<string, string>;
    body?: string;
    signQuery?: boolean;
    extraHeadersToInclude?: Record<string, boolean>;
    extraHeadersToIgnore?: Record<string, boolean>;
  }

  export function sign(request: Aws4Request, credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string }): Aws4Request;
}
