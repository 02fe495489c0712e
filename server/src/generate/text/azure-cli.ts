import { shellWord } from './shell.ts';

/** A script of `az` commands for a POSIX shell (Bash, Azure Cloud Shell). */
export interface CliScript {
  /** Lines for the reader at the head, without a comment sign. */
  readonly about: readonly string[];
  readonly variables: readonly CliVariableDescription[];
  readonly commands: readonly CliCommand[];
}

export interface CliVariableDescription {
  /** Upper case with underscores, as in `RESOURCE_GROUP`. */
  readonly name: string;
  /** What to set it to, as the end of "Set RESOURCE_GROUP to …". */
  readonly meaning: string;
  /** Absent: the script stops with that sentence where the variable is not set. */
  readonly value?: string;
}

export interface CliCommand {
  /** One line for the reader. */
  readonly comment?: string;
  /** The words after `az`: `network nsg rule create`. */
  readonly words: string;
  /** Flags with their values, in order: `['--name', 'nsg-apim']`. A flag may have several values, or none. */
  readonly options: readonly CliOption[];
}

export type CliOption = readonly [flag: string, ...values: (string | CliVariable)[]];

/** The value of a variable of the script. */
export class CliVariable {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

/** The script as text, one option a line. Lines end in `\n`, the last one too. It stops at the first command that fails. */
export function cliText(script: CliScript): string {
  const parts = [
    script.about.map(line => `# ${line}`.trimEnd()).join('\n'),
    ['set -e', ...script.variables.map(variableText)].join('\n'),
    ...script.commands.map(commandText),
  ];
  return `${parts.filter(part => part !== '').join('\n\n')}\n`;
}

function variableText({ name, meaning, value }: CliVariableDescription): string {
  if (value !== undefined) return `${name}=${shellWord(value)}`;
  // Within the braces, quotes and signs of the shell would end the sentence.
  return `: "\${${name}:?Set ${name} to ${meaning.replace(/["'$`\\}]/g, '')}}"`;
}

function commandText({ comment, words, options }: CliCommand): string {
  const lines = [`az ${words}`, ...options.map(([flag, ...values]) => [flag, ...values.map(valueText)].join(' '))];
  return `${comment === undefined ? '' : `# ${comment}\n`}${lines.join(' \\\n  ')}`;
}

function valueText(value: string | CliVariable): string {
  return value instanceof CliVariable ? `"$${value.name}"` : shellWord(value);
}
