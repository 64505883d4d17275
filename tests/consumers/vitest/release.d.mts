export function release(version: string): Promise<number>;
