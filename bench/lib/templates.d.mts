export function securityGroupTemplate(count: number): string;
