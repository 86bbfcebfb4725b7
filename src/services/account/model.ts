import { z } from 'zod'

/** An e-mail address as it is typed: 254 characters at most (RFC 5321 4.5.3.1.3). */
export const email = z
  .email()
  .max(254)
  .meta({ input: 'email', autocomplete: 'email', personal: true })

/** A new password: long rather than odd (NIST SP 800-63B 3.1.1). */
export const newPassword = z
  .string()
  .min(10)
  .max(200)
  .meta({ input: 'password', autocomplete: 'new-password', personal: true })

export const password = z
  .string()
  .min(1)
  .max(200)
  .meta({ input: 'password', autocomplete: 'current-password', personal: true })

/** Where to go on to; the web shell lets only paths of this city through. */
export const next = z.string().max(500).optional().meta({ input: 'hidden' })

/** The page to go on to after signing in. */
export function onward(path: string | undefined): string {
  return path?.startsWith('/') ? path : '/folder'
}

/** Adds where to go on to. */
export function withNext(path: string, onto: string | undefined): string {
  return onto ? `${path}?next=${encodeURIComponent(onto)}` : path
}

/** Six digits, in groups or not. */
export const sixDigits = z
  .string()
  .transform((code) => code.replace(/\s/g, ''))
  .pipe(z.string().regex(/^\d{6}$/))
  .meta({ input: 'text', autocomplete: 'one-time-code' })

/** What its owner calls a passkey, such as the device it is in. */
export const label = z.string().trim().min(1).max(60).meta({ input: 'text', personal: true })
