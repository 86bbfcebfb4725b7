/** The register of processing activities (GDPR art. 30), made of what is declared and what the city states. Pure. */
import { createHash } from 'node:crypto'
import type { CityFacts } from '#core/actions'
import { processingOf } from './config.ts'

/** A purpose as the city declares it. */
interface DeclaredPurpose {
  readonly id: string
  readonly version: number
  readonly service: string
  readonly fields: readonly string[]
  readonly gdpr: string
  readonly law: string
  readonly scope: string
  readonly actors: readonly string[]
  readonly recipients: readonly string[]
  readonly retention: string
  readonly dpv: string
  readonly personal: readonly {
    readonly name: string
    readonly pd: string
    readonly class: string
    readonly special: boolean
  }[]
  readonly visibility: string
  readonly dpia: string | null
  readonly needsDpia: boolean
  readonly notice: { readonly name: string; readonly version: number } | null
}

/** What a city declares, as far as the register needs it. */
export interface Declaring {
  readonly purposes: readonly DeclaredPurpose[]
}

/** One activity: one purpose for which a service reads. */
export interface Activity extends DeclaredPurpose {
  readonly transfers: readonly {
    readonly country: string
    readonly safeguard: Readonly<Record<string, string>>
  }[]
}

/** Who answers for the processing: from the city's configuration and its discovery document. */
export interface Answering {
  readonly controller: { readonly name: string; readonly address: string; readonly email: string }
  readonly officer: string
  readonly authority: { readonly name: string; readonly url: string } | undefined
  readonly measures: readonly string[]
  readonly processors: readonly {
    readonly name: string
    readonly does: string
    readonly country: string
  }[]
}

const inWords = (words: Readonly<Record<string, string>>, language: string) =>
  words[language] ?? words['en'] ?? Object.values(words)[0] ?? ''

/** Who answers for it, in a language. */
export function answeringOf(city: CityFacts, language: string): Answering {
  const { controller, authority, measures, processors } = processingOf(city)
  const officer = city.discovery?.contacts?.['dpo']?.replace(/^mailto:/, '') ?? ''
  return {
    controller: {
      name: controller ? inWords(controller.name, language) : city.name,
      address: controller?.address ?? '',
      email: controller?.email ?? '',
    },
    officer,
    authority: authority && { name: inWords(authority.name, language), url: authority.url },
    measures: measures.map((one) => inWords(one, language)),
    processors: processors.map(({ name, does, country }) => {
      return { name, does: inWords(does, language), country }
    }),
  }
}

/** Every activity, by service and purpose. */
export function activitiesOf(declared: Declaring, city: CityFacts): Activity[] {
  const { transfers } = processingOf(city)
  return declared.purposes
    .map((one) => ({
      ...one,
      transfers: transfers.flatMap(({ purpose, ...rest }) => (purpose === one.id ? [rest] : [])),
    }))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const parts = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(parts.map(([key, one]) => [key, sorted(one)]))
}

/** By which hash the public record knows what the register says of a purpose: SHA-256 over RFC 8785. */
export function activityHash(activity: Activity): string {
  return createHash('sha256')
    .update(JSON.stringify(sorted(activity)))
    .digest('hex')
}

/** Measures that hold for everything in the vault, because the software does nothing else (art. 32(1)). */
export const OWN_MEASURES = [
  ['encryption', 'dpv:EncryptionAtRest'],
  ['purpose', 'dpv:AccessControlMethod'],
  ['logging', 'dpv:LoggingPolicy'],
  ['pseudonyms', 'dpv:Pseudonymisation'],
] as const
