/** What the public record says of processing, assessments and breaches (privacy-record.md 3.2). Never whose. */
import { entry } from '#core/record'
import { z } from 'zod'
import { breachKinds, formKinds } from './model.ts'

/** The register of processing says something new of a purpose (GDPR art. 30). */
export const activity = entry(
  'processing.activity',
  z.object({
    purpose: z.string(),
    version: z.int().positive(),
    recipients: z.array(z.string()),
    transfers: z.array(z.string()),
    dpia: z.string().optional(),
    /** SHA-256 of what the register says, in the form of RFC 8785, in hexadecimal. */
    hash: z.string(),
  }),
)

/** An impact assessment was agreed to by two officials and published (GDPR art. 35). */
export const dpiaPublished = entry(
  'dpia.published',
  z.object({
    code: z.string(),
    version: z.int().positive(),
    assessment: z.enum(formKinds).meta({ words: 'processing.kind' }),
    risks: z.int(),
    remaining: z.enum(['low', 'medium', 'high']).meta({ words: 'processing.level' }),
    reviewOn: z.string(),
  }),
)

const number = z.string()

/** A breach of personal data was noticed (GDPR art. 33(5)). */
export const breachOpened = entry(
  'breach.opened',
  z.object({ number, kinds: z.array(z.enum(breachKinds)), noticed: z.string() }),
)

/** The authority, or the residents concerned, were told. */
export const breachNotified = entry(
  'breach.notified',
  z.object({
    number,
    whom: z.enum(['authority', 'residents']).meta({ words: 'processing.whom' }),
    phase: z.int().positive(),
    late: z.boolean(),
    /** Rounded down to tens. */
    atLeast: z.int(),
  }),
)

/** A breach was dealt with. */
export const breachClosed = entry(
  'breach.closed',
  z.object({
    number,
    risk: z.enum(['none', 'some', 'high']).meta({ words: 'processing.risk' }),
    atLeast: z.int(),
  }),
)

/** An order keeps data from being erased, or no longer does. On whom is said to nobody. */
export const held = entry(
  'processing.held',
  z.object({
    change: z.enum(['placed', 'released']).meta({ words: 'processing.change' }),
    class: z.string(),
  }),
)
