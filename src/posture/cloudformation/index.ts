export { type Embedded, embeddedTemplates } from './embedded';
export { type Environment, parseTemplate } from './parse';
export { observeTemplates } from './observe';
export { readTemplates } from './read';
export { type Template, TemplateError, type TemplateErrorCode } from './template';
export type { Alternative, BucketReading } from '../reading';
