/**
 * A template before it has a language: parameters and resources, which {@link ./bicep.ts} and {@link ./arm-json.ts} write
 * down with the same meaning. Shapes only; nothing here knows a resource type.
 */

export interface TemplateDescription {
  /** Lines for the reader at the head of the text, without a comment sign; JSON keeps them in `metadata`. */
  readonly about: readonly string[];
  readonly parameters: readonly ParameterDescription[];
  /** Parents before their children. */
  readonly resources: readonly ResourceDescription[];
}

export interface ParameterDescription {
  /** An identifier: letters, digits and underscores, starting with a letter. */
  readonly name: string;
  readonly type: 'string' | 'int' | 'bool' | 'array' | 'object';
  readonly description: string;
  /** Absent: the parameter must be given. */
  readonly defaultValue?: TemplateValue;
}

export interface ResourceDescription {
  /** The identifier by which other parts of this template mean the resource; one of its own for each. */
  readonly symbol: string;
  /** The full type of a child too: `Microsoft.Network/privateDnsZones/A`. */
  readonly type: string;
  readonly apiVersion: string;
  /** The resource's own name, without the names of its parents. */
  readonly name: string | Reference;
  /** Symbol of the resource that this one is a child of. */
  readonly parent?: string;
  /** It is there already and only referred to: Bicep says `existing`, ARM JSON has no entry for it. */
  readonly existing?: boolean;
  /** One line for the reader. */
  readonly comment?: string;
  /** Members beside name and parent in the order to write them: `location`, `tags`, `properties`, … */
  readonly body: { readonly [member: string]: TemplateValue };
  /** Symbols of resources that must be deployed first, beside the parent and those that the body refers to. */
  readonly dependsOn?: readonly string[];
}

export type TemplateValue =
  | string
  | number
  | boolean
  | null
  | Reference
  | readonly TemplateValue[]
  | { readonly [member: string]: TemplateValue };

export type ReferenceTarget =
  | { readonly kind: 'resource-id'; readonly symbol: string }
  | { readonly kind: 'named-resource-id'; readonly type: string; readonly name: string }
  | { readonly kind: 'parameter'; readonly name: string }
  | { readonly kind: 'resource-group-location' };

/** A value that the deployment computes. A class, so that no object of a body can be taken for one. */
export class Reference {
  readonly target: ReferenceTarget;

  constructor(target: ReferenceTarget) {
    this.target = target;
  }
}

/** The id of a resource of this template. */
export function idOf(symbol: string): Reference {
  return new Reference({ kind: 'resource-id', symbol });
}

/**
 * The id of a resource of the resource group that is deployed to, by full type and name: for snippets, whose surroundings may have
 * no symbol for it.
 */
export function idByName(type: string, name: string): Reference {
  return new Reference({ kind: 'named-resource-id', type, name });
}

export function parameterValue(name: string): Reference {
  return new Reference({ kind: 'parameter', name });
}

/** The region of the resource group that is deployed to. */
export const resourceGroupLocation: Reference = new Reference({ kind: 'resource-group-location' });

export function isList(value: TemplateValue): value is readonly TemplateValue[] {
  return Array.isArray(value);
}

/** The resource a symbol means. @throws for a symbol that no resource of the template has, which is a mistake of a generator */
export function resourceOf(template: TemplateDescription, symbol: string): ResourceDescription {
  const found = template.resources.find(resource => resource.symbol === symbol);
  if (found === undefined) throw new Error(`the template has no resource '${symbol}'`);
  return found;
}

/**
 * An identifier made of any text, in camel case, that is not taken yet: `contoso.portal` becomes `contosoPortal`, a second
 * one `contosoPortal2`. The result is added to `taken`, which compares without case.
 */
export function symbolFor(text: string, taken: Set<string>): string {
  const words = text.split(/[^A-Za-z0-9]+/).filter(word => word !== '');
  const joined = words
    .map((word, index) => (index === 0 ? word.charAt(0).toLowerCase() : word.charAt(0).toUpperCase()) + word.slice(1))
    .join('');
  const base = /^[A-Za-z]/.test(joined) ? joined : `resource${joined}`;
  let symbol = base;
  for (let count = 2; taken.has(symbol.toLowerCase()); count++) symbol = `${base}${count}`;
  taken.add(symbol.toLowerCase());
  return symbol;
}
