/** What an application asks at a sign-in, from the parameters it sent (OpenID Connect Core 3.1.2.1). */
import { z } from 'zod'
import { type Asked, askedShape } from './model.ts'

const list = z
  .string()
  .default('')
  .transform((text) => text.split(' ').filter(Boolean))

const Params = z.object({
  client_id: z.string(),
  scope: list,
  acr_values: list,
  prompt: list,
  max_age: z.coerce.number().optional(),
  begun: z.string(),
})

const known = askedShape.shape.assurance

/** The first level named that the city knows: they stand in the order of preference. */
export function assuranceIn(levels: readonly string[]): Asked['assurance'] {
  const found = levels.map((one) => known.safeParse(one).data).find((one) => one !== undefined)
  return found ?? 'low'
}

/** What was asked, as the resident's page reads it; what else was sent stays sealed. */
export function askedOf(params: Readonly<Record<string, unknown>>): Asked {
  const { client_id, scope, acr_values, prompt, max_age, begun } = Params.parse(params)
  return {
    application: client_id,
    scopes: scope,
    assurance: assuranceIn(acr_values),
    age: max_age ?? null,
    again: prompt.includes('login'),
    anew: prompt.includes('consent'),
    begun,
  }
}
