import { fileURLToPath, pathToFileURL } from 'node:url';
import { fileKey } from '../base/uri.ts';
import { DiskFiles } from '../disk/disk-files.ts';
import { DiskMemory } from '../disk/disk-memory.ts';
import { DiskModuleCache } from '../disk/disk-module-cache.ts';
import { explain } from '../features/explain.ts';
import { explainFlow, flowGroups } from '../features/explain-flow.ts';
import { fixAll, offeredFixes } from '../features/fixes.ts';
import { networkModel } from '../features/model.ts';
import { reports } from '../features/report/report.ts';
import { ruleTables } from '../features/rule-table.ts';
import { servicesIn } from '../generate/hosts/service-names.ts';
import { spacesIn } from '../generate/subnet/address-space.ts';
import { profileIds } from '../knowledge/profiles.ts';
import { rules } from '../rules/index.ts';
import { Project } from '../workspace/project.ts';
import { maxTextLength } from '../workspace/read-file.ts';
import { runCommandLine } from './arguments.ts';
import type { Core } from './core.ts';
import { prepareForFiles } from './long-run.ts';
import { nodeHost } from './node-host.ts';
import { note } from './visit.ts';
import { noteUses, workspaceFolders } from './workspace.ts';

/** The command line `apim-vnet`: a thin host of the core; what it does is in `arguments.ts` and `commands/`. */

/** The package's version; the build puts it in. */
declare const VERSION: string;

const host = nodeHost();
const disk = new DiskMemory();
const mistakes: string[] = [];
let folders: readonly string[] = [host.workingFolder];
/** Keys of the files that are looked at: their findings are reported with them. */
let lookedAt: ReadonlySet<string> = new Set();
const project = new Project({
  log: (message, error) => mistakes.push(`${message}: ${stackOf(error)}`),
  files: new DiskFiles(() => folders, disk),
  moduleCaches: folder => new DiskModuleCache(folder, disk),
});
const core: Core = {
  begin: async (paths, parameters) => {
    prepareForFiles(paths.length);
    folders = workspaceFolders(host.workingFolder, [...paths, ...parameters.map(uri => fileURLToPath(uri))]);
    lookedAt = new Set(paths.map(path => fileKey(pathToFileURL(path).href)));
    // One file has no users among those that are looked at.
    if (paths.length > 1) noteUses(project, paths, disk);
  },
  view: async (source, settings) => {
    const view = await project.load(source, settings);
    return {
      lines: () => view.lines,
      recognised: view.recognised,
      isPart: view.isPart,
      findings: signal => [
        ...view.findings(signal),
        ...(view.isPart ? [] : view.findingsElsewhere(signal).filter(({ at }) => !lookedAt.has(fileKey(at.file)))),
      ],
      findingsInOthers: signal => {
        if (view.isPart) return [];
        const found = view.findingsElsewhere(signal).filter(({ at }) => lookedAt.has(fileKey(at.file)));
        const files = new Set(found.map(({ at }) => at.file));
        for (const file of files) if (project.isJudgedWith(file, view)) files.delete(file);
        return found.filter(({ at }) => files.has(at.file));
      },
      deployments: view.evaluations.map(({ root, parameters }) =>
        [root, parameters].map(file => (file === undefined ? '' : fileKey(file.uri))).join(' '),
      ),
      syntaxErrors: () => view.syntaxErrors(),
      offeredFixes: finding => offeredFixes(view, finding),
      fixAll: (signal, mayChange) => {
        const { texts, made } = fixAll(view, signal, {
          mayChange: uri => lookedAt.has(fileKey(uri)) && mayChange(uri),
          elsewhere: !view.isPart,
          wanted: ({ at }) => at.file === view.source.uri || !lookedAt.has(fileKey(at.file)),
        });
        const changes = [...texts].map(([uri, after]) => ({ uri, before: view.textOf(uri) ?? '', after }));
        return { changes, made };
      },
      explain: () => explain(view),
      reports: () => reports(view),
      ruleTables: withBuiltIn => ruleTables(view, withBuiltIn),
      flowGroups: () => flowGroups(view),
      explainFlow: (group, question) => explainFlow(view, group, question),
      services: () => servicesIn(view.network, view.targets),
      model: () => networkModel(view.exactNetwork()),
      addressSpaces: () => spacesIn(view.network),
    };
  },
  changed: uri => {
    disk.forget(fileURLToPath(uri));
    project.changed(uri);
  },
  forget: uri => project.forget(uri),
  takeMistakes: () => mistakes.splice(0),
  rules,
  languages: ['json', 'jsonc', 'bicep', 'bicep-params'],
  profiles: profileIds,
  maxTextLength,
};

runCommandLine(process.argv.slice(2), { host, core, disk, version: VERSION }).then(
  code => {
    // Not process.exit(): a pipe may still be taking what was written.
    process.exitCode = code;
  },
  (error: unknown) => {
    note(host, `a mistake in this program: ${stackOf(error)}`);
    process.exitCode = 2;
  },
);

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
