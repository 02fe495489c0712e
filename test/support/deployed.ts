import { deploy } from '../../server/src/evaluate/deployment.ts';
import { toJson } from '../../server/src/evaluate/json-value.ts';
import { memberValue } from '../../server/src/evaluate/value.ts';
import { readFile } from '../../server/src/workspace/read-file.ts';

/** `type name` of each deployed resource with its properties as plain data; `unknown` where a part of them is not known. */
export function deployedIn(text: string, name: string): readonly (readonly [string, unknown])[] {
  const languageId = name.endsWith('.bicep') ? 'bicep' : 'json';
  const { template } = readFile({ uri: `file:///workspace/${name}`, version: 1, languageId, text });
  return deploy(template)
    .resources.filter(({ existing }) => !existing)
    .map(({ type, segments, body }) => {
      const properties = memberValue(body, 'properties')?.value;
      const plain = properties === undefined ? null : (toJson(properties) ?? 'unknown');
      return [`${type} ${segments.join('/')}`, plain] as const;
    });
}
