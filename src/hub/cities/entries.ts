/** What the public record says about the directory. */
import { z } from 'zod'
import { entry } from '#core/record'

export const imported = entry(
  'cities.imported',
  z.object({ source: z.string(), rows: z.number(), file: z.string() }),
)

/** Who a city is, whole, so that another hub can keep the same directory. Degrees are in millionths. */
const stated = z.object({
  name: z.string(),
  country: z.string(),
  kind: z.string(),
  region: z.string().optional(),
  lat: z.number().optional(),
  lon: z.number().optional(),
  population: z.number().optional(),
  website: z.string().optional(),
  domains: z.array(z.string()),
  languages: z.array(z.string()),
  founder: z.boolean(),
})

export const listed = entry(
  'cities.listed',
  z.object({ city: z.string(), name: z.string(), country: z.string(), stated: stated.optional() }),
)

export const corrected = entry(
  'cities.corrected',
  z.object({ city: z.string(), facts: z.array(z.string()), stated: stated.optional() }),
)

/** A city came in with a list, or a list says something else of it now. */
export const takenIn = entry(
  'cities.taken-in',
  z.object({ city: z.string(), source: z.string(), stated }),
)

/** A row turned out to be the same city as another: its id leads there. */
export const joined = entry(
  'cities.joined',
  z.object({
    city: z.string(),
    into: z.string(),
    because: z.enum(['domain', 'register']).meta({ words: 'cities.join.because' }),
    link: z.string().optional(),
  }),
)

export const profileWritten = entry(
  'cities.profile-written',
  z.object({ city: z.string(), language: z.string(), sha256: z.string() }),
)
