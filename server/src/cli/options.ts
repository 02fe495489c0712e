/** Kinds of options that several programs have. */
import { InvalidArgumentError, Option } from 'commander';

/** Values of `virtualNetworkType` that put a service into a network. */
export const modes = ['Internal', 'External'];

/** `sku.name` of Microsoft.ApiManagement/service in ARM's spelling (06/2025). */
export const skus = ['Developer', 'Basic', 'Standard', 'Premium', 'BasicV2', 'StandardV2', 'PremiumV2', 'Consumption'];

/** An option with a list of values, whose case does not matter: ARM compares them so, too. */
export function oneOf(flags: string, description: string, values: readonly string[]): Option {
  return new Option(flags, `${description}: ${values.join(', ')}`).argParser((given: string) => {
    const value = values.find(candidate => candidate.toLowerCase() === given.toLowerCase());
    if (value === undefined) throw new InvalidArgumentError(`Expected one of ${values.join(', ')}.`);
    return value;
  });
}

/** Entries with commas between; the option may be given several times. */
export function listOf(flags: string, description: string, values?: readonly string[]): Option {
  return new Option(flags, values === undefined ? description : `${description}: ${values.join(', ')}`).argParser(
    (given: string, earlier: readonly string[] | undefined) => {
      const entries = given
        .split(',')
        .map(entry => entry.trim())
        .filter(entry => entry !== '');
      const wrong = entries.find(entry => values?.includes(entry) === false);
      if (wrong !== undefined)
        throw new InvalidArgumentError(`'${wrong}' is not known. Expected some of ${values?.join(', ')}.`);
      return [...(earlier ?? []), ...entries];
    },
  );
}

export function repeatable(flags: string, description: string): Option {
  return new Option(flags, `${description}; may be repeated`).argParser((value: string, before?: readonly string[]) => [
    ...(before ?? []),
    value,
  ]);
}

/** A whole number; what range it has is for the command to say. */
export function numberOf(flags: string, description: string): Option {
  return new Option(flags, description).argParser(wholeNumber);
}

export function wholeNumber(given: string): number {
  if (!/^\d{1,10}$/.test(given)) throw new InvalidArgumentError('Expected a whole number.');
  return Number(given);
}
