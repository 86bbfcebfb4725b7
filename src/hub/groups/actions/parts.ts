/** What the acts of groups share: who may, what a field looks like, what day it is. */
import type { CityFacts } from '#core/actions'
import { dateIn } from '#core/kernel'
import { z } from 'zod'

export const group = z.string().max(60).meta({ input: 'hidden' })
export const number = z.coerce.number().int().min(1).max(2_000_000_000).meta({ input: 'hidden' })
/** A city by its id in the directory. */
export const city = z
  .string()
  .trim()
  .max(100)
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)+$/)
export const title = z.string().trim().min(2).max(200)
export const words = z.string().trim().min(1).max(40_000).meta({ input: 'textarea', rows: 12 })
export const day = z.iso.date().meta({ input: 'text' })
export const link = z.url({ protocol: /^https?$/ }).max(500)
export const hash = z
  .string()
  .trim()
  .regex(/^[0-9a-f]{64}$/)

/** The day it is in the city that keeps the groups. */
export const today = (now: string, facts: CityFacts) => dateIn(now, facts.zone)

/** The page of a group. */
export const groupPath = (id: string) => `/groups/${id}`
