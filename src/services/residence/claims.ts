/** What a provider of identities says of where somebody lives (OpenID Connect Core 5.1). Pure. */
import { type Assurance, strongest } from '#core/people'
import type { Identifying } from '#core/vault'
import { z } from 'zod'
import { districtOf, type ResidenceConfig } from './config.ts'
import { type Residency, residencyAt } from './model.ts'
import { mayClaim } from './rules.ts'

/** Somebody as a provider presents them. */
export interface Identity {
  readonly issuer: string
  readonly assurance: Assurance
  readonly claims: Readonly<Record<string, unknown>>
}

const objects = z.record(z.string(), z.unknown())

/** A claim by its path, such as `address.postal_code`. */
function claimAt(claims: Readonly<Record<string, unknown>>, path: string): string | undefined {
  const found = path.split('.').reduce<unknown>((inside, name) => {
    const one = objects.safeParse(inside)
    return one.success ? one.data[name] : undefined
  }, claims)
  const text = typeof found === 'string' ? found.trim() : ''
  return text === '' ? undefined : text
}

/** Whom and what a provider's word proves; throws every reason why it proves nothing. */
export function residencyFrom(
  { issuer, assurance, claims }: Identity,
  terms: ResidenceConfig,
  today: string,
): { readonly who: Identifying; readonly residency: Residency } {
  const known = Object.hasOwn(terms.providers, issuer) ? terms.providers[issuer] : undefined
  const said = (path: string | undefined) => (path ? claimAt(claims, path) : undefined)
  const name = said(known?.name) ?? ''
  const birthDate = z.iso.date().safeParse(said(known?.birthDate)).data ?? ''
  const district = districtOf(terms, said(known?.postcode) ?? '') ?? ''
  mayClaim.require({
    issuerKnown: known !== undefined,
    sureEnough: known !== undefined && strongest(assurance, known.assurance) === assurance,
    nameSaid: name !== '',
    birthDateSaid: birthDate !== '' && birthDate <= today,
    inTheCity: district !== '',
  })
  const of = { district, birthDate, validDays: terms.validDays }
  return { who: { name, birthDate }, residency: residencyAt(today, of) }
}
