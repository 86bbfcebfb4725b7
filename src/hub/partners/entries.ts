/** What the public record says about partners. */
import { z } from 'zod'
import { entry } from '#core/record'

export const listed = entry(
  'partners.listed',
  z.object({ partner: z.string(), name: z.string(), kind: z.string() }),
)

export const changed = entry('partners.changed', z.object({ partner: z.string() }))

export const left = entry('partners.left', z.object({ partner: z.string(), on: z.string() }))
