import type { Host, Output } from './host.ts';

export type Ink = 'error' | 'warning' | 'information' | 'good' | 'strong' | 'faint';

/** How a report is drawn: inks, signs and width, made once for one output. */
export interface Style {
  /** The text in an ink; unchanged where there are no colours. */
  paint(ink: Ink, text: string): string;
  readonly signs: Signs;
  /** Columns to fill. */
  readonly width: number;
}

/** Each sign takes as many columns as it has characters. */
export interface Signs {
  readonly yes: string;
  readonly no: string;
  readonly partly: string;
  readonly unknown: string;
  readonly aside: string;
  readonly arrow: string;
  readonly bar: string;
  readonly ellipsis: string;
}

/** What the user asked for; undefined leaves it to the surroundings. */
export interface StyleOptions {
  readonly color?: boolean | undefined;
  readonly ascii?: boolean | undefined;
}

const unicode: Signs = {
  yes: '✓',
  no: '✗',
  partly: '~',
  unknown: '?',
  aside: '·',
  arrow: '→',
  bar: '│',
  ellipsis: '…',
};
const ascii: Signs = {
  yes: '+',
  no: 'x',
  partly: '~',
  unknown: '?',
  aside: '-',
  arrow: '->',
  bar: '|',
  ellipsis: '...',
};

const codes: Readonly<Record<Ink, string>> = {
  error: '1;31',
  warning: '1;33',
  information: '36',
  good: '32',
  strong: '1',
  faint: '2',
};

const widthElsewhere = 120;
const narrowest = 40;

/**
 * Options win over the environment. `FORCE_COLOR` wins over `NO_COLOR`, as in Node itself; without both, a terminal gets
 * colours. Signs beyond ASCII need a locale that says UTF-8, or Windows, whose consoles are written to as Unicode.
 */
export function styleFor(output: Output, host: Host, options: StyleOptions): Style {
  const colored = options.color ?? colorByEnvironment(host.environment) ?? output.isTerminal;
  const plain = options.ascii ?? !(host.platform === 'win32' || isUtf8Locale(host.environment));
  return {
    paint: colored
      ? (ink, text) => (text === '' ? text : `\u001b[${codes[ink]}m${text}\u001b[0m`)
      : (_ink, text) => text,
    signs: plain ? ascii : unicode,
    width: Math.max(narrowest, output.columns ?? widthElsewhere),
  };
}

function colorByEnvironment(environment: Host['environment']): boolean | undefined {
  const forced = environment['FORCE_COLOR'];
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  if (environment['NO_COLOR']) return false;
  return environment['TERM'] === 'dumb' ? false : undefined;
}

function isUtf8Locale(environment: Host['environment']): boolean {
  // The first that is set and not empty decides, as in POSIX.
  const locale = environment['LC_ALL'] || environment['LC_CTYPE'] || environment['LANG'] || '';
  return /utf-?8/i.test(locale);
}
