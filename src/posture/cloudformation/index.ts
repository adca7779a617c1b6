export type { Alternative } from './alternatives';
export { type Embedded, embeddedTemplates } from './embedded';
export { type Environment, parseTemplate } from './parse';
export { type BucketReading, readTemplates } from './read';
export { type Template, TemplateError, type TemplateErrorCode } from './template';
