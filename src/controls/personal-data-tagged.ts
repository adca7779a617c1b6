import type { Control } from './control';
import { unlessLogTarget } from './log-target';
import { refuses } from './questions';
import { all, fail, holds, pass } from './verdict';

const DEFAULT_TAG = 'personal-data';
const SAYS_NONE = /^(no|none|false)$/i;

/**
 * Tag keys have a case and condition keys have none: an upload with the tag in other letters gets through.
 * The parts of a multipart upload carry no tags, and S3 is known to refuse them under such a Deny (boto3 issue 2675).
 */
export const personalDataTagged: Control = {
  id: 'personal-data-tagged',
  statement: 'The bucket\'s tags say that it holds personal data, and uploads without that tag are refused',
  why: 'Whoever must find, restrict or erase the data of a person has to know first where personal data is.',
  fix: 'Tag the bucket with `personal-data` (or the declared `personalDataTag`), and deny `s3:PutObject` where `Null` of '
    + '`s3:RequestObjectTag/personal-data` is true.',
  severity: 'medium',
  see: [
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/tagging-and-policies.html',
    'https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-tagging.html',
  ],
  test: bucket => unlessLogTarget(bucket, 'S3, which writes them, sets no tags',
    holds(bucket.declared, ({ personalDataTag: key = DEFAULT_TAG }) => all(
      holds(bucket.tags, (tags, at) => {
        const tag = tags.find(one => one.key === key);
        if (!tag) return fail(at, `has no tag ${key}`);
        return SAYS_NONE.test(tag.value) ? fail(at, `has the tag ${key}: ${tag.value}, which says that there is none`) : pass(at, `has the tag ${key}`);
      }),
      refuses(bucket, `without the tag ${key}`, {
        actions: ['s3:PutObject'],
        contexts: [null, ['another-tag']].map(keys => ({ [`s3:RequestObjectTag/${key}`]: null, 's3:RequestObjectTagKeys': keys, 'aws:ViaAWSService': 'false' })),
      }),
    ))),
};
