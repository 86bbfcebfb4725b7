/** What the public record says about the directory. */
import { z } from 'zod'
import { entry } from '#core/record'

export const imported = entry(
  'cities.imported',
  z.object({ source: z.string(), rows: z.number(), file: z.string() }),
)

export const listed = entry(
  'cities.listed',
  z.object({ city: z.string(), name: z.string(), country: z.string() }),
)

export const corrected = entry(
  'cities.corrected',
  z.object({ city: z.string(), facts: z.array(z.string()) }),
)

export const profileWritten = entry(
  'cities.profile-written',
  z.object({ city: z.string(), language: z.string(), sha256: z.string() }),
)
