import { isMap, own } from './json-value';
import { parseTemplate } from './parse';
import { type Template, TemplateError } from './template';

/** The templates inside a template, and a sentence for each that stands elsewhere and so was not read. */
export interface Embedded {
  readonly templates: readonly Template[];
  readonly notRead: readonly string[];
}

/**
 * Reads the bodies that stack sets carry with them. They are deployed to other accounts: nothing is known of where.
 * What stands behind a TemplateURL cannot be read here.
 */
export function embeddedTemplates(outer: Template): Embedded {
  const resources = isMap(outer.body.Resources) ? Object.entries(outer.body.Resources) : [];
  const templates: Template[] = [];
  const notRead: string[] = [];
  for (const [id, resource] of resources) {
    if (!isMap(resource) || resource.Type !== 'AWS::CloudFormation::StackSet' || !isMap(resource.Properties)) continue;
    const { TemplateBody: body } = resource.Properties;
    if (typeof body !== 'string') {
      notRead.push(`'${outer.name}': the template of the stack set ${id} stands elsewhere and was not read`);
      continue;
    }
    try {
      templates.push(embedded(outer, id, body, resource.Properties.Parameters));
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error;
      notRead.push(error.message);
    }
  }
  return { templates, notRead };
}

function embedded(outer: Template, id: string, body: string, given: unknown): Template {
  const inner = parseTemplate(`${outer.name} (${id})`, body);
  passParameters(inner, given);
  const key = outer.lineOf?.(`Resources/${id}/Properties/TemplateBody`);
  // A YAML block begins on the line after its key; elsewhere the whole body counts as one place.
  const block = key !== undefined && /\.ya?ml$/i.test(outer.name) && body.includes('\n');
  return { ...inner, lineOf: path => block ? key + (inner.lineOf?.(path) ?? 0) : key };
}

/** What the stack set passes is the default of its stacks; what it decides only at deploy time leaves them none. */
function passParameters(inner: Template, given: unknown): void {
  for (const parameter of Array.isArray(given) ? given : []) {
    const key = own(parameter, 'ParameterKey');
    const stated = typeof key === 'string' ? own(inner.body.Parameters, key) : undefined;
    if (!isMap(stated)) continue;
    const value = own(parameter, 'ParameterValue');
    if (typeof value === 'string') stated.Default = value;
    else delete stated.Default;
  }
}
