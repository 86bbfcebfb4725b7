/** How a person and what is left of a proof come to the vault. */
import { z } from 'zod'
import { name } from './shapes.ts'

export const identifying = { name, birthDate: z.iso.date() }

export const residencyShape = z.object({
  until: z.iso.date(),
  district: name,
  over16From: z.iso.date(),
})
