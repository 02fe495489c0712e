/**
 * How a report looks. Every colour is a variable: a page of its own has a light and a dark set, and inside VS Code they are
 * those of its theme.
 */

/** For a page of its own. The pairs of colours have a contrast of 4.5 and more to their background. */
export const ownColours = `
:root { color-scheme: light dark; --fg: #1f2328; --faint: #59636e; --bg: #ffffff; --panel: #f6f8fa; --line: #d1d9e0; --link: #0969da; --ok: #1a7f37; --bad: #cf222e; --part: #9a6700; --open: #59636e; --on: #ffffff; --focus: #0969da; }
@media (prefers-color-scheme: dark) { :root { --fg: #f0f6fc; --faint: #9198a1; --bg: #0d1117; --panel: #151b23; --line: #3d444d; --link: #4493f8; --ok: #3fb950; --bad: #f85149; --part: #d29922; --open: #9198a1; --on: #0d1117; --focus: #4493f8; } }
@media print { :root { color-scheme: light; --fg: #000; --faint: #444; --bg: #fff; --panel: #fff; --line: #999; --link: #0969da; --ok: #1a7f37; --bad: #cf222e; --part: #9a6700; --open: #59636e; --on: #fff; } }`;

/** For a webview of VS Code. In high contrast, contours stand for backgrounds. */
export const editorColours = `
:root { --fg: var(--vscode-foreground); --faint: var(--vscode-descriptionForeground); --bg: var(--vscode-editor-background); --panel: var(--vscode-sideBar-background, var(--vscode-editorWidget-background)); --line: var(--vscode-contrastBorder, var(--vscode-widget-border, var(--vscode-editorWidget-border, #8888))); --link: var(--vscode-textLink-foreground); --ok: var(--vscode-charts-green); --bad: var(--vscode-editorError-foreground); --part: var(--vscode-editorWarning-foreground); --open: var(--vscode-descriptionForeground); --on: var(--vscode-editor-background); --focus: var(--vscode-focusBorder); }
body.vscode-high-contrast, body.vscode-high-contrast-light { --panel: var(--vscode-editor-background); }`;

export const reportStyle = `
body { margin: 0; padding: 20px 24px 40px; background: var(--bg); color: var(--fg); font: 14px/1.5 var(--vscode-font-family, system-ui, 'Segoe UI', sans-serif); }
main { max-width: 1120px; margin: 0 auto; }
h1 { font-size: 1.5em; margin: 0 0 2px; }
h2 { font-size: 1.15em; margin: 28px 0 8px; }
p { margin: 4px 0; }
.faint { color: var(--faint); }
.tally { display: flex; flex-wrap: wrap; gap: 6px 18px; margin: 12px 0 4px; padding: 0; list-style: none; }
.tally .sign, td .sign { font-weight: 700; display: inline-block; min-width: 1.2em; }
.allowed .sign { color: var(--ok); } .blocked .sign { color: var(--bad); } .partly-blocked .sign { color: var(--part); } .unknown .sign, .not-required .sign { color: var(--open); }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
caption { text-align: left; color: var(--faint); padding: 0 0 6px; }
th, td { box-sizing: border-box; text-align: left; vertical-align: top; padding: 5px 10px 5px 8px; border-bottom: 1px solid var(--line); }
thead th { background: var(--panel); font-weight: 600; white-space: nowrap; }
table.flows { table-layout: fixed; min-width: 780px; } table.flows td { overflow-wrap: break-word; }
.flows th:nth-child(1) { width: 13%; } .flows th:nth-child(2) { width: 13%; } .flows th:nth-child(3) { width: 13%; } .flows th:nth-child(4) { width: 18%; } .flows th:nth-child(5) { width: 25%; }
tr.not-required { color: var(--faint); }
[hidden] { display: none !important; }
ul, dl { margin: 4px 0; padding-left: 20px; }
dl { padding-left: 0; } dt { margin-top: 6px; } dd { margin-left: 20px; color: var(--faint); }
code { font-family: var(--vscode-editor-font-family, ui-monospace, Consolas, monospace); }
button, input, select { font: inherit; color: inherit; }
button.place, button.sort { background: none; border: 0; padding: 0; cursor: pointer; text-align: left; }
button.place { display: inline; color: var(--link); } button.place:hover { text-decoration: underline; }
button.sort { font-weight: 600; color: inherit; }
button.sort::after { content: ' ↕' / ''; color: var(--faint); } th[aria-sort='ascending'] button.sort::after { content: ' ↑' / ''; color: inherit; } th[aria-sort='descending'] button.sort::after { content: ' ↓' / ''; color: inherit; }
button:focus-visible, input:focus-visible, select:focus-visible, .scroll:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; }
.controls { display: flex; flex-wrap: wrap; gap: 8px 14px; align-items: center; margin: 4px 0 10px; }
.controls input[type='search'], .controls select { background: var(--vscode-input-background, var(--bg)); border: 1px solid var(--vscode-input-border, var(--line)); padding: 3px 8px; border-radius: 3px; }
.controls button { background: var(--vscode-button-secondaryBackground, var(--panel)); color: var(--vscode-button-secondaryForeground, var(--fg)); border: 1px solid var(--vscode-button-border, var(--line)); padding: 3px 10px; border-radius: 3px; cursor: pointer; }
.controls label { display: inline-flex; gap: 5px; align-items: center; }
.picture { display: block; width: 100%; max-width: 960px; height: auto; }
.picture text { fill: var(--fg); font: 13px system-ui, 'Segoe UI', sans-serif; }
.picture text.strong { font-weight: 600; } .picture text.faint { fill: var(--faint); font-size: 11px; } .picture text.bad { fill: var(--bad); font-weight: 600; } .picture text.middle { text-anchor: middle; }
.picture rect { fill: var(--bg); stroke: var(--line); } .picture rect.network { fill: var(--panel); stroke-dasharray: 6 4; } .picture rect.service { stroke: var(--fg); stroke-width: 1.5; }
.picture .gate { stroke: var(--fg); stroke-width: 5; } .picture .gate.missing { stroke: var(--line); stroke-dasharray: 3 5; }
.picture .way { fill: none; stroke-width: 1.8; stroke: var(--open); }
.picture .allowed .way { stroke: var(--ok); } .picture .blocked .way { stroke: var(--bad); stroke-width: 2.4; } .picture .partly-blocked .way { stroke: var(--part); stroke-dasharray: 8 4; } .picture .unknown .way { stroke-dasharray: 2 4; }
.picture .blocked .end { stroke: var(--bad); stroke-width: 1.6; } .picture .partly-blocked .end { stroke: var(--part); }
.picture .sign circle { fill: var(--open); stroke: var(--bg); stroke-width: 1.5; } .picture .sign.allowed circle { fill: var(--ok); } .picture .sign.blocked circle { fill: var(--bad); } .picture .sign.partly-blocked circle { fill: var(--part); }
.picture .mark { fill: none; stroke: var(--on); stroke-width: 2.2; stroke-linecap: round; stroke-linejoin: round; }
`;
