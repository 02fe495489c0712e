import type { FlowExplanation, FlowGroup, FlowQuestion } from '../../protocol.ts';
import { packetJson } from '../reporters/json.ts';
import { packetText } from '../reporters/packet-text.ts';
import { type JudgingOptions, settingsFor } from '../run-settings.ts';
import { type StyleOptions, styleFor } from '../style.ts';
import { type Context, note, visit } from '../visit.ts';

export interface PacketOptions extends StyleOptions, JudgingOptions {
  readonly format: 'text' | 'json';
  readonly stdinName?: string | undefined;
  /** Name of a security group, in any case; absent: those of API Management, or where there is none, all. */
  readonly group?: string | undefined;
  /** Id of a flow; the other parts of the question then do not count. */
  readonly flow?: string | undefined;
  readonly direction: 'Inbound' | 'Outbound';
  readonly protocol: string;
  readonly from?: string | undefined;
  readonly sourcePort?: string | undefined;
  readonly to?: string | undefined;
  readonly port?: string | undefined;
}

/** An answer with the file it is about. */
export interface LocatedAnswer {
  readonly file: string;
  readonly explanation: FlowExplanation;
}

/** @returns 0, whatever the verdicts are; 2 when the question could not be asked, or something could not be read */
export async function packet(paths: readonly string[], options: PacketOptions, context: Context): Promise<number> {
  const { host } = context;
  if (options.flow === undefined && options.port === undefined) {
    note(host, 'say what to test: --flow ID, or --port PORT with --direction, --protocol, --from and --to');
    return 2;
  }
  const question = questionOf(options);
  const settings = settingsFor(options, host);
  if (settings === undefined) return 2;
  const answers: LocatedAnswer[] = [];
  const problems = new Set<string>();
  const nothing = `no network security group${options.group === undefined ? '' : ` '${options.group}'`}`;
  const result = await visit(
    { paths, stdinName: options.stdinName, settings, tellsOfErrors: true },
    context,
    nothing,
    visited => {
      const groups = chosen(visited.view.flowGroups(), options);
      for (const { key } of groups) {
        const answer = visited.view.explainFlow(key, question);
        if (answer.ok)
          answers.push({ file: visited.file, explanation: withPaths(answer, uri => visited.locator.fileOf(uri)) });
        else problems.add(answer.problem);
      }
      return groups.length > 0;
    },
  );
  for (const problem of problems) note(host, problem);
  if (answers.length > 0 || (problems.size === 0 && !result.failed)) {
    const style = styleFor(host.output, host, options);
    host.output.write(options.format === 'json' ? packetJson(answers) : packetText(answers, style));
  }
  return result.failed || problems.size > 0 ? 2 : 0;
}

function questionOf({ flow, direction, protocol, from, sourcePort, to, port }: PacketOptions): FlowQuestion {
  if (flow !== undefined) return { flow };
  const isInbound = direction === 'Inbound';
  return {
    direction,
    protocol,
    source: from ?? (isInbound ? '*' : 'subnet'),
    sourcePort: sourcePort ?? '',
    destination: to ?? (isInbound ? 'subnet' : '*'),
    destinationPort: port ?? '',
  };
}

function chosen(groups: readonly FlowGroup[], { group }: PacketOptions): readonly FlowGroup[] {
  if (group !== undefined) return groups.filter(({ name }) => name?.toLowerCase() === group.toLowerCase());
  const targets = groups.filter(({ flows }) => flows.length > 0);
  return targets.length > 0 ? targets : groups;
}

/** The core names files by their URIs, the reader of a report by their paths. */
function withPaths(answer: FlowExplanation, fileOf: (uri: string) => string): FlowExplanation {
  const { title, group, verdict, outcome, summary, notes } = answer;
  const rules = answer.rules.map(step => ({
    ...step,
    place: step.place && { ...step.place, uri: fileOf(step.place.uri) },
  }));
  return { title, group, verdict, outcome, summary, notes, rules };
}
