/** What a city decides about proof of residence (`cities/<city>/residence.json`). */
import { z } from 'zod'

/** How a provider's claims are read (OpenID Connect Core 5.1); a name may be a path such as `address.postal_code`. */
const provider = z.object({
  /** At least this sure must the provider be. */
  assurance: z.enum(['substantial', 'high']).default('substantial'),
  name: z.string().default('name'),
  birthDate: z.string().default('birthdate'),
  postcode: z.string().default('address.postal_code'),
})

/** Where the register of residents is asked: as a list taken in, or at an address of its own. */
const register = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('list') }),
  z.object({
    kind: z.literal('address'),
    url: z.url(),
    /** Whose register it is; it stands in the folder of everybody who is looked up. */
    recipient: z.string(),
    /** File with the token it expects; it lies outside the city's folder. */
    tokenFile: z.string().optional(),
  }),
])

export const residenceConfig = z.object({
  /** Days for which a proof counts. */
  validDays: z.int().min(30).max(3660).default(730),
  /** Days before its end on which the person is reminded. */
  remindDays: z.int().min(1).max(90).default(30),
  /** Days in which the code of a letter has to be entered, and how often it may be tried. */
  letterDays: z.int().min(7).max(30).default(30),
  letterTries: z.int().min(3).max(10).default(5),
  /** Postcode → code of the district. Without it there are no letters and no claims. */
  postcodes: z.record(z.string(), z.string()).default({}),
  register: register.optional(),
  /** By issuer. */
  providers: z.record(z.string(), provider).default({}),
})

export type ResidenceConfig = z.infer<typeof residenceConfig>
export type Provider = z.infer<typeof provider>

const checked = new WeakMap<object, ResidenceConfig>()

/** The choices of this city. */
export function residenceOf(city: {
  readonly config: Readonly<Record<string, unknown>>
}): ResidenceConfig {
  const mine = checked.get(city.config) ?? residenceConfig.parse(city.config['residence'] ?? {})
  checked.set(city.config, mine)
  return mine
}

/** The district of a postcode, however it is written; undefined outside the city. */
export function districtOf({ postcodes }: ResidenceConfig, postcode: string): string | undefined {
  const plain = (text: string) => text.toUpperCase().replace(/[^0-9A-Z]/g, '')
  return Object.entries(postcodes).find(([code]) => plain(code) === plain(postcode))?.[1]
}
