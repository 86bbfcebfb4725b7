import type { z } from 'zod'
import type { Reason } from '#core/kernel'

type Issue = z.core.$ZodIssue

/** Arguments of the sentence, such as the greatest length that is allowed. */
function valuesOf(issue: Issue): Record<string, string | number> {
  const values: Record<string, string | number> = {}
  if ('minimum' in issue) values['min'] = Number(issue.minimum)
  if ('maximum' in issue) values['max'] = Number(issue.maximum)
  if (issue.code === 'invalid_value') values['options'] = issue.values.map(String).join(', ')
  if (issue.code === 'unrecognized_keys') values['keys'] = issue.keys.join(', ')
  return values
}

function codeOf(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined || issue.input === ''
        ? 'required'
        : `invalid_type.${issue.expected}`
    case 'too_small':
      return issue.origin === 'string' && Number(issue.minimum) === 1
        ? 'required'
        : `too_small.${issue.origin}`
    case 'too_big':
      return `too_big.${issue.origin}`
    case 'invalid_format':
      return `invalid_format.${issue.format}`
    case 'custom':
      return String(issue.params?.['reason'] ?? 'custom')
    case 'invalid_value':
      return issue.input === undefined || issue.input === '' ? 'required' : 'invalid_value'
    case 'not_multiple_of':
    case 'unrecognized_keys':
    case 'invalid_union':
    case 'invalid_key':
    case 'invalid_element':
      return issue.code
  }
}

/** Field messages of a failed parse: one reason a field, the first that applies. */
export function reasonsOf(error: z.ZodError, sent: unknown): Reason[] {
  const found = new Map<string, Reason>()
  for (const issue of error.issues) {
    const field = issue.path.map(String).join('.')
    if (found.has(field)) continue
    const input = issue.path.reduce<unknown>(
      (value, part) => (value as Record<PropertyKey, unknown> | undefined)?.[part],
      sent,
    )
    found.set(field, { code: codeOf({ ...issue, input } as Issue), field, values: valuesOf(issue) })
  }
  return [...found.values()]
}
