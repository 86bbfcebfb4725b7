/** The fields of the form in which an application is proposed, and what is kept of them. */
import { z } from 'zod'
import { CLAIMS, type Facts } from './model.ts'

const words = (most: number) =>
  z.record(z.string().max(10), z.string().max(most)).transform((all) => {
    const said = Object.entries(all).map(([language, text]) => [language, text.trim()] as const)
    return Object.fromEntries(said.filter(([, text]) => text !== ''))
  })
const lines = z.string().max(5000).meta({ input: 'textarea', rows: 3 })
const claims = z.array(z.enum(CLAIMS)).max(CLAIMS.length).default([])

export const registerFields = {
  name: words(80),
  purpose: words(500),
  kind: z.enum(['confidential', 'public']),
  returns: lines,
  afterwards: lines.optional(),
  claims,
  must: claims,
  reasons: z.record(z.string().max(20), z.string().max(300)).default({}),
  stays: z.boolean().default(false),
  contact: z.email().max(254).meta({ input: 'email' }),
}
const fieldsShape = z.object(registerFields)

const linesOf = (text: string | undefined) =>
  (text ?? '').split(/\s+/).flatMap((one) => one.trim() || [])

/** What was typed, as it is kept; a reason goes on in the languages it had before. */
export function factsOf(
  input: z.infer<typeof fieldsShape>,
  language: string,
  before: Facts | null,
): Facts {
  const { name, purpose, kind, stays, contact } = input
  const needs = input.claims.map((claim) => {
    const known = before?.needs.find((one) => one.claim === claim)?.reason ?? {}
    const said = input.reasons[claim]?.trim()
    const reason = said ? { ...known, [language]: said } : known
    return { claim, must: input.must.includes(claim), reason }
  })
  const addresses = { returns: linesOf(input.returns), afterwards: linesOf(input.afterwards) }
  return { name, purpose, kind, ...addresses, needs, stays, contact }
}
