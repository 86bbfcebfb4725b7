import { z } from 'zod'

type Sent = Readonly<Record<string, unknown>>

/** The schema under optional, default, nullable and pipes. */
function inner(schema: z.core.$ZodType): z.core.$ZodType {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable)
    return inner(schema.unwrap())
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault)
    return inner(schema.unwrap())
  if (schema instanceof z.ZodReadonly) return inner(schema.unwrap())
  if (schema instanceof z.ZodPipe) return inner(schema.in)
  return schema
}

/** `answers[lamp]=7` becomes `{ answers: { lamp: 7 } }`; `kinds[]` and repeated names become lists. */
function unfold(sent: Sent): Record<string, unknown> {
  const out: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(sent)) {
    const [, outer, key] = /^(\w[\w-]*)\[([\w-]+)\](?:\[\])?$/.exec(name) ?? []
    if (outer !== undefined && key !== undefined) {
      const group = Object.hasOwn(out, outer) ? out[outer] : undefined
      const into = typeof group === 'object' && group !== null ? group : {}
      out[outer] = { ...into, [key]: value }
    } else out[name.replace(/\[\]$/, '')] = value
  }
  return out
}

function one(schema: z.core.$ZodType, value: unknown): unknown {
  const kind = inner(schema)
  if (kind instanceof z.ZodArray) {
    const list = value === undefined || value === '' ? [] : Array.isArray(value) ? value : [value]
    return list.filter((part) => part !== '').map((part) => one(kind.element, part))
  }
  const last = Array.isArray(value) ? value.at(-1) : value
  if (kind instanceof z.ZodBoolean)
    return last === 'on' || last === 'true' || last === 'yes' || last === true
  if (typeof last !== 'string') return last
  const text = last.replace(/\r\n/g, '\n').trim()
  if (text === '') return undefined
  if (kind instanceof z.ZodNumber)
    return Number.isNaN(Number(text.replace(',', '.'))) ? text : Number(text.replace(',', '.'))
  return text
}

/**
 * What a browser sent as text, in the shapes the schema asks for: trimmed, empty as missing,
 * numbers and ticked boxes as such. What does not fit stays as it was typed, for the message.
 */
export function formValues(schema: z.ZodObject, sent: Sent): Record<string, unknown> {
  const values = unfold(sent)
  const shape: Readonly<Record<string, z.core.$ZodType>> = schema.shape
  return Object.fromEntries(
    Object.entries(shape)
      .map(([name, field]) => [name, one(field, values[name])] as const)
      .filter(([, value]) => value !== undefined),
  )
}
