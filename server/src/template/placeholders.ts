/**
 * Marks in a parameter file that a tool replaces before it deploys: what stands there is not the value.
 *
 * `${NAME}`, `${NAME=default}` and `$(secretOrRandomPassword …)` of the Azure Developer CLI (its Bicep provider, read
 * November 2026), `$(name)` of Azure Pipelines, `#{name}#` of the Replace Tokens tasks.
 */
import type { JsonNode } from '../syntax/json/tree.ts';

const ofDeveloperCli = /\$\{[A-Za-z_]\w*(?:=[^}]*)?\}/;
const anyMark = /\$\{[A-Za-z_]\w*(?:=[^}]*)?\}|\$\([A-Za-z_][\w.\s-]*\)|#\{[^{}]+\}#?/;

export const filledInLater = 'a tool puts a value in its place when it deploys';

/** Whether a text is no value yet, in whole or in part. */
export function holdsPlaceholder(text: string): boolean {
  return anyMark.test(text);
}

/**
 * Whether the Azure Developer CLI reads a parameter file. It gives a template only what that asks for, and takes texts
 * for numbers and for true and false.
 */
export function isForDeveloperCli(node: JsonNode | undefined): boolean {
  switch (node?.kind) {
    case 'string':
      return ofDeveloperCli.test(node.value);
    case 'object':
      return node.properties.some(({ value }) => isForDeveloperCli(value));
    case 'array':
      return node.items.some(isForDeveloperCli);
    default:
      return false;
  }
}
