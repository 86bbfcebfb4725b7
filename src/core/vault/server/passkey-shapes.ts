/** What a browser gives back when it made or used a passkey (WebAuthn 5.8.2, RegistrationResponseJSON and its sibling). */
import { z } from 'zod'

const text = z.string().max(20_000)
const extensions = z.object({})

/** The city on the web, as a browser binds a passkey to it. */
export const siteShape = z.object({ id: text.min(1), origin: text.min(1), name: text.min(1) })

export const made = z.object({
  id: text,
  rawId: text,
  type: z.literal('public-key'),
  clientExtensionResults: extensions,
  response: z.object({
    clientDataJSON: text,
    attestationObject: text,
    transports: z.array(z.string().max(40)).max(10).default([]),
  }),
})

export const signed = z.object({
  id: text,
  rawId: text,
  type: z.literal('public-key'),
  clientExtensionResults: extensions,
  response: z.object({ clientDataJSON: text, authenticatorData: text, signature: text }),
})
