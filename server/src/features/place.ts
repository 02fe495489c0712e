import type { Target } from '../analysis/target.ts';
import type { Span } from '../base/span.ts';
import type { PlaceInFile } from '../protocol.ts';
import type { FileView } from '../workspace/view.ts';

/** A place in any file of a view; the start of the file where its text is not at hand. */
export function placeOf(view: FileView, span: Span): PlaceInFile {
  const { file, start, end } = view.shown(span);
  const lines = view.linesOf(file);
  const at = (offset: number) => lines?.position(offset) ?? { line: 0, character: 0 };
  return { uri: file, range: { start: at(start), end: at(end) } };
}

/** `with prod.bicepparam`, where a text is deployed in several ways and this is one of them; else `undefined`. */
export function deploymentTitle(view: FileView, target: Target): string | undefined {
  if (view.evaluations.length < 2) return undefined;
  const parameters = view.evaluationOf(target)?.parameters?.source.uri;
  return parameters === undefined ? undefined : `with ${fileName(parameters)}`;
}

/** The last segment of a URI, readable; as it stands where it cannot be decoded. */
export function fileName(uri: string): string {
  const last = uri.slice(uri.lastIndexOf('/') + 1);
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}
