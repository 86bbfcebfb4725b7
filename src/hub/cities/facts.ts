/** The facts of a city as they come in: checked the same way whether a list or a person says them. */
import { z } from 'zod'
import { kinds, placings } from './model.ts'
import { countryName } from './model/words.ts'

/** A country by its two letters (ISO 3166-1). */
export const country = z
  .string()
  .length(2)
  .refine((code) => countryName(code, 'en') !== undefined, {
    params: { reason: 'cities.no-such-country' },
  })

/** An address on the web that anybody can open. */
export const website = z.url({ protocol: /^https?$/ }).max(300)

/**
 * A name under which a city is found on the net (RFC 1035), as its punycode where it has other letters; a city
 * of a trial has a port as well (RFC 6761 6.3), which only a hub of a trial asks.
 */
const domain = z
  .string()
  .max(253)
  .regex(
    /^(?:(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}|[a-z0-9-]{1,63}\.localhost:\d{1,5})$/,
  )

const languageTag = z.string().regex(/^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/)

/** Everything the directory keeps about who a city is. */
export const factsShape = z.object({
  name: z.string().min(1).max(300),
  names: z.record(languageTag, z.string().max(300)),
  country,
  region: z.string().max(200).nullable(),
  kind: z.enum(kinds),
  lon: z.number().min(-180).max(180).nullable(),
  lat: z.number().min(-90).max(90).nullable(),
  placed: z.enum(placings),
  population: z.number().int().min(0).max(100_000_000).nullable(),
  geonamesId: z.number().int().min(1).max(2_000_000_000).nullable(),
  website: website.nullable(),
  domains: z.array(domain).max(10),
  languages: z.array(languageTag).max(10),
  founder: z.boolean(),
})
