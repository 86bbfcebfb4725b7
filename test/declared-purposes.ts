/** Everything the city declares that it reads for, and what it publishes of it. */
import { declared } from '#core/service'
import { coreTexts, speakers } from '#core/text'
import type { Field, Purpose } from '#core/vault'
import { services } from '../src/city.ts'

/** Every purpose of every service. */
export const everyPurpose: readonly Purpose<string, Field>[] = services.flatMap(
  ({ purposes }) => purposes ?? [],
)

/** The purposes that the public record and the register of processing name. */
export const publishedPurposes: readonly string[] = declared(services).purposes.map(({ id }) => id)

/** Everything a person reads in the services of the city, by language. */
export const saying = speakers(
  [...coreTexts(), ...services.map(({ texts }) => texts)],
  ['en', 'es', 'ar'],
  'Europe/Madrid',
)
