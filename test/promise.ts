/** Says that a test proves these promises of the declaration (docs/promises.md), such as `P2.3`. */
export function promise(..._numbers: readonly `P${number}.${number}`[]): void {
  // The check reads the names; nothing happens when the test runs.
}
