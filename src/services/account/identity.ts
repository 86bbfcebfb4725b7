/** From what a provider tells to what the city keeps: a level, an address, and whether somebody lives here. */
import { type Identity, provesResidence } from '#core/providers'
import { z } from 'zod'
import type { ProviderChoice } from './config.ts'

const address = z.email().max(254)

/** The address counts only where the city asked for it and the provider checked it (OpenID Connect Core 5.7). */
function addressIn({ claims }: Identity, spec: ProviderChoice): string | null {
  if (!spec.claims.includes('email') || claims['email_verified'] !== true) return null
  return address.safeParse(claims['email']).data ?? null
}

/** How somebody recognises their own account: shown once, never kept. */
function calledIn({ claims }: Identity): string | null {
  const said = ['preferred_username', 'name', 'email'].map((claim) => claims[claim])
  const [first] = said.filter((one) => typeof one === 'string' && one !== '')
  return typeof first === 'string' ? first.slice(0, 100) : null
}

/** What goes on from here; every other claim ends with the identity. */
export function arrivedAs(identity: Identity, spec: ProviderChoice) {
  const { provider, issuer, subject, assurance } = identity
  return {
    provider,
    issuer,
    subject,
    assurance,
    resident: provesResidence(identity, spec.residence),
    email: addressIn(identity, spec),
    called: calledIn(identity),
  }
}
