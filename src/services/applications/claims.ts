/**
 * What is handed over for which claim. A further claim is one more line here, its scope in `model.ts`, its purpose
 * in `purposes.ts` and its sentences: attributes of residence (`resident`, `district`) come in by this door.
 */
import type { Field, Purpose } from '#core/vault'
import { type Claim, claimsIn } from './model.ts'
import { age, email, name } from './purposes.ts'

type Told = Readonly<Record<string, string | boolean>>

/** One claim: for which purpose it is read, and what the application is told of the values. */
export interface HandOver {
  readonly purpose: Purpose<`applications.${string}`, Field>
  told(value: string): Told
}

export const HAND_OVERS: Readonly<Record<Claim, HandOver>> = {
  // Whoever signs in has confirmed the address with a code.
  email: { purpose: email, told: (value) => ({ email: value, email_verified: true }) },
  name: { purpose: name, told: (value) => ({ name: value }) },
  over16: { purpose: age, told: (value) => ({ over16: value === 'yes' }) },
}

/** What these scopes hand over. */
export function handOversFor(scopes: readonly string[]): HandOver[] {
  return claimsIn(scopes).map((claim) => HAND_OVERS[claim])
}
