// A Mocha reporter: dots for people, and totals as JSON for the script that adds up all runners.

import { writeFileSync } from 'node:fs';
import Mocha from 'mocha';

export default class CountingReporter extends Mocha.reporters.Dot {
  /**
   * @param {Mocha.Runner} runner
   * @param {Mocha.MochaOptions} options `reporterOptions.totals` is the file to write
   */
  constructor(runner, options) {
    super(runner, options);
    runner.once(Mocha.Runner.constants.EVENT_RUN_END, () => {
      const { passes, failures } = this.stats;
      writeFileSync(options.reporterOptions.totals, JSON.stringify({ passed: passes, failed: failures }));
    });
  }
}
