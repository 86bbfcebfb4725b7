/** What the public record says of documents: commitments and counts, never whose, never a number. */
import { entry } from '#core/record'
import { z } from 'zod'
import { withdrawals } from './model.ts'

/** The commitment to a document that was given: a root behind a secret salt (privacy-record.md 3.3). */
export const sealed = entry('documents.sealed', z.object({ count: z.number(), root: z.string() }))

/** A document that was given is no longer good; it is named by the entry with its commitment. */
export const withdrawn = entry(
  'documents.withdrawn',
  z.object({
    sealed: z.string(),
    reason: z.enum(withdrawals).meta({ words: 'documents.withdrawal' }),
  }),
)

/** A resident did something with documents of their own, or somebody opened a link. */
export const used = entry(
  'documents.used',
  z.object({
    what: z
      .enum(['kept', 'removed', 'shared', 'ended', 'opened'])
      .meta({ words: 'documents.what' }),
  }),
)
