/**
 * Work for the idle moments after the first answer: V8 compiles a function when it has run often, so the first edits of a file
 * would cost several times what later ones do. Here a text is edited and judged some dozens of times for nobody. In: the view of
 * an open text, and what a client asks about it. Out: nothing; no message leaves, and no answer depends on it.
 */
import { type CancellationToken, CancellationTokenSource } from 'vscode-languageserver';
import type { FileView } from '../workspace/view.ts';
import { describeError, type FailureLog } from './guarded.ts';

/** A chunk begins no further step after this, in milliseconds; one step of a text that is not too long takes a few. */
const chunkMs = 3;
/** Between two chunks, for the messages that have arrived meanwhile. */
const pauseMs = 5;
/** Time without a message after which work begins, or goes on. Whoever types is not disturbed. */
const quietMs = 200;
/** All chunks together: on a slow or busy computer, the edits stay fewer. */
const mostMs = 3_000;
/** Edits after which a further one makes little difference. */
const mostEdits = 100;
/**
 * Of longer texts the beginning is edited, in UTF-16 code units, so that no step takes long. It is as broken as a text in the
 * middle of an edit, and that is judged as far as it can be read.
 */
const maxLength = 60_000;
/** All the texts that a view is made of; where the others are longer, nothing is done. */
const maxTogether = 100_000;

/** What the work needs of its host; tests bring a clock of their own. */
export interface WarmUpHost {
  /** What clients ask after an edit. The very functions that answer them, because V8 compiles for the values it has seen. */
  readonly questions: readonly Question[];
  readonly log: FailureLog;
  /** Told when a text has had its turn. */
  readonly trace: (message: string) => void;
  /** Milliseconds since some moment. */
  readonly now: () => number;
  /** Runs a function after a time, given in milliseconds. @returns what calls that off */
  readonly later: (work: () => void, ms: number) => () => void;
}

type Question = (view: FileView, token: CancellationToken) => unknown;

export class WarmUp {
  private readonly host: WarmUpHost;
  /** Languages that had their turn. */
  private readonly languages = new Set<string>();
  private steps: Iterator<void> | undefined;
  private label = '';
  private callOff: () => void = () => {};
  private spentMs = 0;
  private isStopped = false;

  constructor(host: WarmUpHost) {
    this.host = host;
  }

  /** Takes a text that was judged for its client; once for each language, and only where it holds what this tool reads. */
  offer(view: FileView): void {
    const { languageId } = view.source;
    if (this.isStopped || this.steps !== undefined || this.languages.has(languageId)) return;
    if (!view.settings.enable || !view.recognised || lengthOfOthers(view) > maxTogether) return;
    this.languages.add(languageId);
    this.label = `warming up with ${view.source.uri}`;
    this.steps = editsOf(view, [...parts, ...this.host.questions]);
    this.spentMs = 0;
    this.postpone();
  }

  /** Somebody waits for an answer: the work goes on when it has been quiet for a while. */
  postpone(): void {
    if (this.steps !== undefined) this.schedule(quietMs);
  }

  /** Ends it for good. */
  stop(): void {
    this.isStopped = true;
    this.finish();
  }

  private schedule(ms: number): void {
    this.callOff();
    this.callOff = this.host.later(() => this.work(), ms);
  }

  private work(): void {
    const { now } = this.host;
    const started = now();
    const isDone = this.stepUntil(started + chunkMs);
    this.spentMs += now() - started;
    if (!isDone && this.spentMs < mostMs) {
      this.schedule(pauseMs);
    } else {
      this.finish();
      this.host.trace(`${this.label}: ${Math.round(this.spentMs)} ms`);
    }
  }

  /** @returns whether nothing is left to do */
  private stepUntil(end: number): boolean {
    try {
      while (this.host.now() < end) {
        if (this.steps?.next().done !== false) return true;
      }
      return false;
    } catch (error) {
      // The answers to the client are made apart from this; where they fail too, the user is told there.
      this.host.log.error(`${this.label} failed: ${describeError(error)}`);
      return true;
    }
  }

  private finish(): void {
    this.callOff();
    this.steps = undefined;
  }
}

/** The length of all texts that are looked at for a view, beside its own. */
function lengthOfOthers({ evaluations, source }: FileView): number {
  const lengths = evaluations.flatMap(evaluation =>
    evaluation.deployment.templates.map(({ file }) => {
      return file === source.uri ? 0 : (evaluation.file(file)?.source.text.length ?? 0);
    }),
  );
  return lengths.reduce((sum, length) => sum + length, 0);
}

/** The text, or as many of its lines as are not too long. */
function beginningOf(text: string): string {
  if (text.length <= maxLength) return text;
  const end = text.lastIndexOf('\n', maxLength);
  return text.slice(0, end < 0 ? maxLength : end);
}

/** The way to the findings in short pieces, of which each needs the one before. */
const parts: readonly Question[] = [
  view => view.recognised,
  view => view.network,
  view => view.targets.map(target => view.verdicts(target)),
  (view, token) => view.findings(token),
];

/** Each step is one question about one edit. */
function* editsOf(view: FileView, questions: readonly Question[]): Generator<void> {
  const { token } = new CancellationTokenSource();
  const text = beginningOf(view.source.text);
  let current = view;
  for (let edit = 0; edit < mostEdits; edit++) {
    current = current.withText(edited(text, edit));
    for (const question of questions) {
      question(current, token);
      yield;
    }
  }
}

const editsOfOnePlace = 4;

/** The text with one digit in it changed, made two, left out, and at last as it was; then it is the turn of another digit. */
function edited(text: string, edit: number): string {
  const turn = Math.floor(edit / editsOfOnePlace);
  const from = Math.floor((turn * editsOfOnePlace * text.length) / mostEdits);
  const ahead = text.slice(from).search(/\d/);
  const at = ahead < 0 ? text.search(/\d/) : from + ahead;
  if (at < 0) return text;
  const digit = text.charAt(at);
  const written = [String((Number(digit) + 1) % 10), `${digit}1`, '', digit][edit % editsOfOnePlace];
  return `${text.slice(0, at)}${written}${text.slice(at + 1)}`;
}
