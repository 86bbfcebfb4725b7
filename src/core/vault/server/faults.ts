/** What may be written of a failure: never its message, which may quote a value. */
export function faultOf(failure: unknown): object {
  if (!(failure instanceof Error)) return { name: typeof failure }
  const { name, stack = '' } = failure
  const code = 'code' in failure ? String(failure.code) : undefined
  const where = stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 5)
    .map((line) => line.trim())
  return { name, code, where }
}
