/** What the public record says about copying other hubs and watching the logs of others. */
import { z } from 'zod'
import { entry } from '#core/record'
import { acceptable } from './model.ts'

/** Lines of another hub were checked and copied, up to this place of its log. */
export const mirrored = entry(
  'changes.mirrored',
  z.object({ hub: z.string(), lines: z.number(), cursor: z.number(), log: z.string() }),
)

/** The log of a city is looked at and cosigned from now on. */
export const followed = entry(
  'changes.followed',
  z.object({ city: z.string(), origin: z.string(), vkey: z.string() }),
)

/** Something is wrong that everybody should see. */
export const alarmRaised = entry(
  'changes.alarm-raised',
  z.object({ alarm: z.string(), kind: z.string(), about: z.string(), detail: z.string() }),
)

export const alarmOver = entry(
  'changes.alarm-over',
  z.object({ alarm: z.string(), kind: z.string(), about: z.string() }),
)

/** Somebody is believed under other keys, and what was known of its record until then. */
export const accepted = entry(
  'changes.accepted',
  z.object({
    about: z.string(),
    kinds: z.array(z.enum(acceptable).meta({ words: 'changes.failure' })),
    reason: z.string(),
    origin: z.string().optional(),
    vkey: z.string().optional(),
    size: z.number(),
    root: z.string().optional(),
  }),
)
