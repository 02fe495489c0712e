export function quantile(values: readonly number[], share: number): number;
export function ms(value: number): string;
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string;
