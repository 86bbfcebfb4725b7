/** What a city decides about Open311 (`cities/<city>/open311.json`). */
import { z } from 'zod'

const code = z.string().regex(/^[a-z][a-z0-9-]{1,39}$/)

/** How a system differs from GeoReport v2. What is not here is borne of every system (adapters/). */
const quirks = z.object({
  /** Some speak XML alone, none JSON alone that we know of. */
  format: z.enum(['xml', 'json']).default('xml'),
  /** Its dates bear no zone: they are read by these clocks, and sent without one (Chicago). */
  clocks: z.string().optional(),
  /** Requests it bears to be asked for at once. */
  most: z.int().min(1).max(1000).default(50),
  /**
   * How it takes photos that everybody may see here: the address of the first (GeoReport v2, `media_url`), the addresses
   * of several, the files themselves (multipart, as FixMyStreet sends them), or not at all.
   */
  media: z.enum(['one', 'several', 'files', 'none']).default('one'),
  /** It has `servicerequestupdates` (the extension of mySociety). */
  updates: z.boolean().default(false),
})

/** Another system that works on some of this city's reports. */
const system = z.object({
  code,
  name: z.string().min(1).max(100),
  /** Base address, with or without a slash at its end. */
  endpoint: z.url({ protocol: /^https?$/ }),
  jurisdiction: z.string().optional(),
  /** File with the api key it expects; it lies outside the city's folder. */
  keyFile: z.string().optional(),
  /** What is passed on by itself: reports of these categories (ours: theirs) and of these units. */
  categories: z.record(code, z.string().min(1)).default({}),
  units: z.array(code).default([]),
  /** Passed on by itself only what came in since this day. */
  since: z.iso.date().optional(),
  /** The code at that system for what has none of its own. */
  otherwise: z.string().optional(),
  quirks: quirks.prefault({}),
})

export const open311Config = z
  .object({
    /** Defaults to the host of the city's own address. */
    jurisdiction: z.string().optional(),
    /** A role mailbox for developers; defaults to that of the city's digital rights. */
    contact: z.string().optional(),
    systems: z.array(system).max(50).default([]),
  })
  .superRefine((it, context) => {
    const seen = new Set<string>()
    for (const one of it.systems) {
      if (seen.has(one.code)) context.addIssue(`${one.code}: twice`)
      seen.add(one.code)
    }
  })

export type System = z.infer<typeof system>

/** What this city decided; nothing is decided where there is no file. */
export function open311Of(city: {
  readonly config: Readonly<Record<string, unknown>>
}): z.infer<typeof open311Config> {
  const mine = checked.get(city.config) ?? open311Config.parse(city.config['open311'] ?? {})
  checked.set(city.config, mine)
  return mine
}
const checked = new WeakMap<object, z.infer<typeof open311Config>>()

/** The code a category has at that system; undefined when it takes none of it. */
export function codeAt(system: System, category: string): string | undefined {
  return system.categories[category] ?? system.otherwise
}
