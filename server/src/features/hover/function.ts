import type { FunctionPlace } from '../../workspace/function-at.ts';

/** @returns Markdown: how the function is called, what it gives, and the page that says so */
export function describeFunction({ signature }: Pick<FunctionPlace, 'signature'>): string {
  const { name, parameters, summary, source } = signature;
  const shown = parameters.map(({ name: own, optional, rest }) => {
    const written = rest ? `${own}…` : own;
    return optional ? `[${written}]` : written;
  });
  const page = /^(https:\S+?):? /.exec(source)?.[1];
  return `\`${name}(${shown.join(', ')})\`\n\n${summary}${page === undefined ? '' : ` [Documentation](${page})`}`;
}
