export const root: string
export function filesOf(pattern: string, leftOut?: (file: string) => boolean): string[]
export function hashOf(files: readonly string[]): string
export function writeWhole(file: string, content: string | Uint8Array): void
export function unlessDone(
  stamp: string,
  files: readonly string[],
  work: () => Promise<void>,
): Promise<boolean>
export function readOr<T>(file: string, otherwise: T): string | T
