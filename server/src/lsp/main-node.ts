/**
 * The language server as a Node process. Speaks over standard input and output, or over the channel to its parent when
 * started with `--node-ipc` (VS Code). Sockets and named pipes are not offered: this program opens none.
 */
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { createConnection, IPCMessageReader, IPCMessageWriter, ProposedFeatures } from 'vscode-languageserver/node';
import { DiskFiles } from '../disk/disk-files.ts';
import { DiskModuleCache } from '../disk/disk-module-cache.ts';
import { rootUriOf } from '../disk/repository.ts';
import { waitingDisk } from '../disk/waiting-disk.ts';
import { registerServer } from './register.ts';
import { readServiceTagsFile } from './service-tags-file.ts';

const usesChannel = process.argv.includes('--node-ipc');
// A process started by hand with --node-ipc has no channel and could hear nobody.
if (usesChannel && process.send === undefined) {
  process.stderr.write('--node-ipc needs a parent process that was started with a channel; use --stdio.\n');
  process.exit(1);
}

// Standard output carries the protocol, so a stray print of a library must not reach it.
console.log = console.info = console.debug = console.warn = console.error;

const connection = usesChannel
  ? createConnection(ProposedFeatures.all, new IPCMessageReader(process), new IPCMessageWriter(process))
  : createConnection(ProposedFeatures.all, process.stdin, process.stdout);

// With streams the library ends the process when the input ends; a closed channel it does not notice.
if (usesChannel) process.on('disconnect', () => process.exit(1));

registerServer(connection, {
  turn: manyTurns,
  warmsUp: true,
  rootOf: rootUriOf,
  disk: folders => new DiskFiles(() => folders().flatMap(pathOf), waitingDisk),
  moduleCaches: folder => new DiskModuleCache(folder, waitingDisk),
  readServiceTags: readServiceTagsFile,
});
connection.listen();

/** The library handles one message in a turn: a change, the request for its diagnostics, the cancellation of the one before. */
async function manyTurns(): Promise<void> {
  for (let i = 0; i < 5; i++) await new Promise(resolve => setImmediate(resolve));
}

/** Folders that are not of this computer have no path. */
function pathOf(uri: string): readonly string[] {
  try {
    return [fileURLToPath(uri)];
  } catch {
    return [];
  }
}
