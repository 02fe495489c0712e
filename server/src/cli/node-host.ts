import type { WriteStream } from 'node:tty';
import type { Host, Output } from './host.ts';

/** The process as a {@link Host}. */
export function nodeHost(): Host {
  return {
    workingFolder: process.cwd(),
    environment: process.env,
    platform: process.platform,
    output: outputTo(process.stdout),
    notes: outputTo(process.stderr),
    readInput,
  };
}

function outputTo(stream: WriteStream): Output {
  // A reader such as `head` may leave early. That is its right, and no reason for a stack trace.
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  return {
    write: text => {
      stream.write(text);
    },
    isTerminal: stream.isTTY === true,
    columns: stream.columns,
  };
}

async function readInput(limit: number): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of process.stdin as AsyncIterable<Buffer>) {
    pieces.push(piece);
    length += piece.length;
    if (length > limit) break;
  }
  return Buffer.concat(pieces, length);
}
