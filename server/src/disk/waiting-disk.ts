import { lstat, readdir, readFile, realpath, stat } from 'node:fs/promises';
import type { DiskCalls } from './disk-files.ts';

/** The file system's own calls: while one is waited for, others are served. */
export const waitingDisk: DiskCalls = {
  lstat,
  stat,
  realpath,
  readFile,
  readdir: path => readdir(path, { withFileTypes: true }),
};
