/** Shapes of what comes over the line. Whatever does not fit never reaches the database. */
import { z } from 'zod'

export const moment = z.iso.datetime()
export const name = z.string().min(1).max(200)
const line = z.string().max(1000)
export const secret = z.string().min(20).max(100)

export const actor = z.object({
  kind: z.enum(['self', 'official', 'system']),
  ref: name.nullable(),
  permissions: z.array(name).max(500),
  unit: line.nullable(),
  badge: line.nullable(),
  freshAt: moment.nullable().optional(),
  mandate: z.uuid().optional(),
})

export const fieldShape = z.object({
  name,
  kind: z.enum(['text', 'email', 'phone', 'date']),
  class: name,
  pd: name,
  index: z.literal('exact').optional(),
  special: z.literal('art9').optional(),
  per: z.literal('case').optional(),
  of: name.optional(),
  over: z.int().min(1).max(120).optional(),
  when: z.enum(['ahead', 'reached']).optional(),
})

export const purposeShape = z.object({
  id: name.regex(/^[a-z][a-z0-9-]*\.[a-zA-Z.-]+$/),
  version: z.int().positive(),
  fields: z.array(name).min(1).max(100),
  basis: z.object({ gdpr: name, law: line }),
  scope: z.enum(['self', 'case', 'population', 'aggregate']),
  actors: z.array(name).min(1),
  recipients: z.array(line),
  retention: z.object({ class: name, until: name }),
  dpv: name,
  visibility: z.union([
    z.literal('immediate'),
    z.object({ law: line, days: z.int().min(1).max(366) }),
  ]),
  sinks: z.array(name),
  notice: z.object({ name, version: z.int().positive() }).optional(),
  dpia: name.optional(),
  volume: z.object({ perActorPerDay: z.int().positive() }).optional(),
  emergency: z.literal(true).optional(),
})

/** A purpose as the vault stores it: plain data, its fields by name. */
export type StoredPurpose = z.infer<typeof purposeShape>
/** A field as the vault stores it. */
export type StoredField = z.infer<typeof fieldShape>

/** `code` is a secret with which somebody without an account may read their own case. */
export const grantShape = z.object({ purpose: name, case: name, code: secret.optional() })
