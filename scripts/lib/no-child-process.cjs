// Stands in for node:child_process in the command line. The argument parser would start subcommands that are programs of
// their own; ours has none and never runs a program, and loading the real module costs a tenth of the start.
module.exports = {
  spawn() {
    throw new Error('apim-vnet runs no other program');
  },
};
