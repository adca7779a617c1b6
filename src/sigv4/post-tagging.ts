/**
 * Tags as the field `tagging` of a form has them. Checks nothing: `tagging` of runtime/headers says what S3 takes.
 *
 * @param tags key to value, or the text of the header `x-amz-tagging`
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/RESTObjectPOST.html
 */
export function taggingXml(tags: Readonly<Record<string, string>> | string): string {
  const pairs = typeof tags === 'string' ? [...new URLSearchParams(tags)] : Object.entries(tags);
  const xml = pairs.map(([key, value]) => `<Tag><Key>${escaped(key)}</Key><Value>${escaped(value)}</Value></Tag>`).join('');
  return `<Tagging><TagSet>${xml}</TagSet></Tagging>`;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

const escaped = (text: string): string => text.replace(/[&<>"']/g, character => ENTITIES[character]);
