/** The page of the report panel around what the server sends. */

export interface PageOptions {
  /** Where the script lies, as the webview names it. */
  readonly script: string;
  readonly style: string;
  /** Lets in this page's own style and script and nothing else. */
  readonly nonce: string;
}

/** No network, no frames, no images, no style but its own; the report itself comes as a message. */
export function panelPage({ script, style, nonce }: PageOptions): string {
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>API Management network report</title>
<style nonce="${nonce}">${style}</style>
</head>
<body>
<main>
<div class="controls" role="group" aria-label="Report">
<label data-needs="several" hidden>Network <select id="target"></select></label>
<label data-needs="report" hidden>Filter flows <input type="search" id="filter" aria-controls="report"></label>
<label data-needs="report" hidden>Show <select id="outcome" aria-controls="report"><option value="">all flows</option><option value="blocked">blocked</option><option value="unknown">not known</option><option value="allowed">allowed</option><option value="not-required">not required</option></select></label>
<span id="count" class="faint" role="status"></span>
<button type="button" data-form="markdown" data-needs="report" hidden>Markdown</button>
<button type="button" data-form="html" data-needs="report" hidden>HTML page…</button>
</div>
<div id="report"></div>
</main>
<script nonce="${nonce}" src="${script}"></script>
</body>
</html>
`;
}

/** 128 bits that nobody can guess. */
export function makeNonce(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map(byte => byte.toString(16).padStart(2, '0')).join('');
}
