/** Names for resources that a fix adds beside others. */

/** What a name says beside the kind of resource: `apim` of `snet-apim`. */
export function nameWithoutKind(name: string): string {
  return name.replace(/^(snet|subnet)-(?=.)/i, '');
}

/** A name that is not taken, with a number where the wanted one is; compared without regard to case. */
export function freeResourceName(wanted: string, taken: ReadonlySet<string | undefined>): string {
  for (let number = 1; ; number++) {
    const name = number === 1 ? wanted : `${wanted}${number}`;
    if (!taken.has(name.toLowerCase())) return name;
  }
}
