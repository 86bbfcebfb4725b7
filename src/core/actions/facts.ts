import type { CityStatement } from '#core/discovery'
import type { AreaIndex, Holidays } from '#core/kernel'
import type { Role } from '#core/people'

/** A part of the city's organisation that answers for something. */
export interface Unit {
  readonly code: string
  /** Its name by language. */
  readonly name: Readonly<Record<string, string>>
}

/** What is true of this city: configuration, never a subclass. */
export interface CityFacts {
  readonly name: string
  /** IANA time zone in which the city's days begin. */
  readonly zone: string
  /** Days on which the city does not work, beside weekends: what clocks of working days pass over. */
  readonly holidays: Holidays
  /** Codes of the languages the city speaks, its own first. */
  readonly languages: readonly string[]
  readonly districts: AreaIndex
  readonly units: readonly Unit[]
  readonly roles: readonly Role[]
  /** Where the city is on the web, without a slash at the end. */
  readonly url: string
  /** Each service's own part of the configuration, as its schema made it. */
  readonly config: Readonly<Record<string, unknown>>
  readonly sampleCity: boolean
  /** What the city states of itself to other cities. */
  readonly discovery?: CityStatement | undefined
  /** Does it run the services of a coalition of cities as well? */
  readonly hub: boolean
  /** Address of the hub whose changes are copied here; absent: none. */
  readonly mirrorOf?: string | undefined
  /** Addresses of other cities whose records this city looks at and cosigns. */
  readonly witnessOf?: readonly string[]
}
