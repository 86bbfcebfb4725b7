/** Out to a provider and back, as the browser carries it. */
import type { Wrong } from '#core/providers'
import { z } from 'zod'
import { withNext } from '../model.ts'

/** What somebody goes there for: to come in, to show more, to add it to their ways, or to prove where they live. */
const kind = z.enum(['enter', 'prove', 'add', 'reside'])

export const carriedShape = z.object({
  kind,
  next: z.string().optional(),
  need: z.enum(['more', 'again', 'high']).optional(),
  /** Who was signed in when they left. */
  peopleRef: z.string().nullable(),
  visit: z.object({
    provider: z.string(),
    least: z.enum(['low', 'substantial', 'high']),
    fresh: z.boolean(),
    state: z.string(),
    nonce: z.string(),
    verifier: z.string(),
    since: z.string(),
  }),
})

export type Carried = z.infer<typeof carriedShape>

/** The page on which the way out began. */
export function startOf({
  kind: what,
  need,
  next,
}: Pick<Carried, 'kind' | 'need' | 'next'>): string {
  if (what === 'add') return '/ways'
  if (what === 'reside') return '/ways/residence'
  if (what === 'enter') return withNext('/sign-in', next)
  const more = next ? `&next=${encodeURIComponent(next)}` : ''
  return `/prove?need=${need ?? 'again'}${more}`
}

/** What went wrong, as the person is told. */
export const SAID: Readonly<Record<Wrong, string>> = {
  down: 'provider-down',
  declined: 'provider-declined',
  'not-believed': 'provider-not-believed',
  less: 'provider-less',
  old: 'provider-old',
}
