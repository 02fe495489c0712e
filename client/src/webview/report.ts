/**
 * The script inside the report panel: shows what it is sent, sorts and filters the flows, and tells which place was pressed.
 * Runs in a page without network and knows no Azure.
 */
import type { PanelMessage, PanelState, ShowMessage } from '../report/messages.ts';
import { type FlowRow, isVisible, pressed, type Sort, sorted } from './flow-table.ts';

declare function acquireVsCodeApi(): {
  postMessage(message: PanelMessage): void;
  getState(): PanelState | undefined;
  setState(state: PanelState): void;
};

const host = acquireVsCodeApi();
const report = byId('report');
const filter = byId('filter') as HTMLInputElement;
const outcome = byId('outcome') as HTMLSelectElement;
const target = byId('target') as HTMLSelectElement;
const count = byId('count');

const earlier = host.getState();
let sort: Sort = earlier?.sort ?? { column: 'verdict', descending: false };
let shown: Pick<ShowMessage, 'uri' | 'target'> = { uri: '', target: null };
filter.value = earlier?.filter ?? '';
outcome.value = earlier?.outcome ?? '';

window.addEventListener('message', ({ data }: MessageEvent<ShowMessage>) => {
  if (data?.kind === 'show') show(data);
});
filter.addEventListener('input', () => arrange());
outcome.addEventListener('change', () => arrange());
target.addEventListener('change', () => host.postMessage({ kind: 'choose', target: target.value }));
document.addEventListener('click', ({ target: pressedOn }) => {
  if (!(pressedOn instanceof Element)) return;
  const button = pressedOn.closest('button');
  const { uri, range, column, form } = button?.dataset ?? {};
  if (uri !== undefined && range !== undefined) {
    host.postMessage({ kind: 'reveal', uri, range: range.split(' ').map(Number) });
  } else if (column !== undefined) {
    sort = pressed(sort, column);
    arrange();
  } else if (form === 'markdown' || form === 'html') host.postMessage({ kind: 'export', form });
});
host.postMessage({ kind: 'ready' });

function show(message: ShowMessage): void {
  shown = { uri: message.uri, target: message.target };
  const focused = focusedButton();
  const { scrollX, scrollY } = window;
  const aside = scrollers().map(({ scrollLeft }) => scrollLeft);
  report.innerHTML = message.html;
  target.replaceChildren(
    ...message.targets.map(({ key, title }) => new Option(title, key, false, key === message.target)),
  );
  for (const part of document.querySelectorAll<HTMLElement>('[data-needs]')) {
    const needed = part.dataset['needs'] === 'several' ? message.targets.length > 1 : message.target !== null;
    part.hidden = !needed;
  }
  arrange();
  for (const [index, part] of scrollers().entries()) part.scrollLeft = aside[index] ?? 0;
  if (focused !== undefined) buttonAgain(focused)?.focus({ preventScroll: true });
  window.scrollTo(scrollX, scrollY);
}

/** Wide parts, each of which scrolls to the side by itself. */
function scrollers(): readonly HTMLElement[] {
  return [...report.querySelectorAll<HTMLElement>('.scroll')];
}

/** What finds a button again when the report is shown anew: the part it stands in, its text, and its place in the part. */
interface ButtonPlace {
  readonly part: string;
  readonly text: string | null;
  readonly index: number;
}

function focusedButton(): ButtonPlace | undefined {
  const { activeElement } = document;
  if (!(activeElement instanceof HTMLButtonElement) || !report.contains(activeElement)) return undefined;
  const { column } = activeElement.dataset;
  const flow = activeElement.closest('tr')?.dataset['flow'];
  if (column === undefined && flow === undefined) return undefined;
  const part = column === undefined ? `tr[data-flow="${CSS.escape(flow!)}"] button` : `button[data-column="${column}"]`;
  const index = [...report.querySelectorAll(part)].indexOf(activeElement);
  return { part, text: activeElement.textContent, index };
}

/** The button with the same text, else the one that has come to its place, else the last of the part. */
function buttonAgain({ part, text, index }: ButtonPlace): HTMLElement | undefined {
  const buttons = [...report.querySelectorAll<HTMLElement>(part)];
  return buttons.find(button => button.textContent === text) ?? buttons[index] ?? buttons.at(-1);
}

/** Sorts and filters the table as it stands, and says how many flows are left. */
function arrange(): void {
  const table = report.querySelector<HTMLTableElement>('#flows');
  const body = table?.tBodies[0];
  const columns = [...report.querySelectorAll<HTMLElement>('button[data-column]')].map(head => head.dataset['column']!);
  const rows = sorted(
    [...(body?.rows ?? [])].map(row => rowOf(row, columns)),
    sort,
  );
  body?.append(...rows.map(row => row.element));
  const visible = rows.filter(row => isVisible(row, filter.value, outcome.value));
  for (const row of rows) row.element.hidden = !visible.includes(row);
  for (const head of report.querySelectorAll<HTMLElement>('button[data-column]')) {
    const order = head.dataset['column'] !== sort.column ? 'none' : sort.descending ? 'descending' : 'ascending';
    head.closest('th')?.setAttribute('aria-sort', order);
  }
  const text = rows.length === 0 ? '' : `${visible.length} of ${rows.length} flows`;
  // Said aloud when it changes, so it is touched only then.
  if (count.textContent !== text) count.textContent = text;
  host.setState({ ...shown, filter: filter.value, outcome: outcome.value, sort });
  host.postMessage({
    kind: 'shown',
    ...shown,
    flows: rows.length,
    visible: visible.length,
    outcomes: visible.map(row => row.outcome),
  });
}

function rowOf(element: HTMLTableRowElement, columns: readonly string[]): FlowRow & { element: HTMLTableRowElement } {
  const cells = [...element.cells].map((cell, index) => {
    return [columns[index] ?? '', cell.dataset['value'] ?? cell.textContent ?? ''] as const;
  });
  const text = element.textContent ?? '';
  return { element, outcome: element.dataset['outcome'] ?? '', text, values: Object.fromEntries(cells) };
}

function byId(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`The page has no '${id}'.`);
  return element;
}
