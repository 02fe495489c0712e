import { addTo, firstOutside, type IntervalSet, includes, isEmpty } from '../base/interval-set.ts';
import type { CompiledRule } from './compiled-rule.ts';
import { type AddressSet, everyV4, isWide, type Region } from './region.ts';

/** The ports and addresses that some rules name, value by value; what names all of them, or a tag, does not count. */
export class NamedValues {
  readonly ports: number[] = [];
  readonly source = new NamedAddresses();
  readonly destination = new NamedAddresses();

  add(rule: CompiledRule): void {
    if (rule.uncertain !== undefined) return;
    if (!isEveryPort(rule.destinationPorts)) addTo(this.ports, rule.destinationPorts);
    this.source.add(rule.source);
    this.destination.add(rule.destination);
  }
}

export class NamedAddresses {
  readonly v4: number[] = [];
  readonly v6: bigint[] = [];

  add(side: AddressSet): void {
    // Away from all addresses there is none.
    if (isWide(side) || includes(side.v4, everyV4)) return;
    addTo(this.v4, side.v4);
    addTo(this.v6, side.v6);
  }

  /** One address of a region that is not named, if there is one. */
  addressAwayFrom(region: Region): Region {
    const v6 = firstOutside(region.v6, this.v6);
    const v4 = v6 === undefined ? firstOutside(region.v4, this.v4) : undefined;
    if (v6 !== undefined || (v4 === undefined && isEmpty(region.v4))) {
      const address = v6 ?? region.v6[0]!;
      return { ...region, v4: [], v6: [address, address + 1n], isCut: true };
    }
    const address = v4 ?? region.v4[0]!;
    return { ...region, v4: [address, address + 1], v6: [], isCut: true };
  }
}

function isEveryPort(ports: IntervalSet): boolean {
  return ports[0] === 0 && ports[1] === 65536;
}
