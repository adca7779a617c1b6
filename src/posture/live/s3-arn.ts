const BUCKET_ARN = /^arn:[^:]*:s3:::([^/*?:$]+)$/;

/** The name of the bucket that an ARN stands for. */
export const bucketOfArn = (arn: string): string | undefined => BUCKET_ARN.exec(arn)?.[1];
