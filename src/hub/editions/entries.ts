/** What the public record says about editions: numbers and hashes, by which anybody can check a download. */
import { z } from 'zod'
import { entry } from '#core/record'
import { causes } from './model.ts'

const edition = z.number()
const sha256 = z.string()

export const drafted = entry('editions.drafted', z.object({ draft: z.number() }))

export const discarded = entry('editions.discarded', z.object({ draft: z.number() }))

/** What it says is fixed: SHA-256 of its canonical JSON (RFC 8785), which is the JSON file byte for byte. */
export const frozen = entry(
  'editions.frozen',
  z.object({ edition, date: z.string(), practices: z.number(), sha256 }),
)

/** Its files are there; SHA-256 of each, byte for byte. */
export const issued = entry(
  'editions.issued',
  z.object({ edition, html: sha256, epub: sha256, json: sha256 }),
)

/** The printed document (PDF) of the same page. */
export const printed = entry('editions.printed', z.object({ edition, pdf: sha256 }))

export const replaced = entry('editions.replaced', z.object({ edition, by: z.number() }))

export const withdrawn = entry(
  'editions.withdrawn',
  z.object({ edition, because: z.enum(causes).meta({ words: 'editions.because' }) }),
)
