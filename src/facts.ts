/** Reads what is true of a city from its folder: `city.json`, `districts.geojson` and a file per service. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CityFacts } from '#core/actions'
import { CityStatement } from '#core/discovery'
import { areaIndex, areasFromGeoJson } from '#core/kernel'
import type { Service } from '#core/service'
import { z } from 'zod'

const words = z.record(z.string(), z.string())

/** A date, or a day of every year. */
const holiday = z
  .string()
  .refine((day) => z.iso.date().safeParse(day.length === 5 ? `2024-${day}` : day).success, {
    message: 'is neither a date (2026-04-03) nor a day of every year (12-25)',
  })
const CityFile = z.object({
  name: z.string().min(1),
  zone: z
    .string()
    .refine((zone) => Intl.supportedValuesOf('timeZone').includes(zone) || zone === 'UTC', {
      message: 'is not a time zone',
    }),
  languages: z.array(z.string()).min(1),
  /** Days on which it does not work, beside Saturdays and Sundays. */
  holidays: z.array(holiday).max(200).default([]),
  mailFrom: z.string(),
  /** Is this city the hub of a coalition of cities as well? */
  hub: z.boolean().default(false),
  /** What the city states of itself to other cities (docs/protocol/discovery.md). */
  discovery: CityStatement.optional(),
  districts: z.object({ code: z.string(), name: z.string() }),
  units: z.array(z.object({ code: z.string(), name: words })),
  roles: z.array(
    z.object({
      name: z.string(),
      title: words,
      kind: z.enum(['official', 'auditor']),
      permissions: z.array(z.string()),
    }),
  ),
})

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (failure) {
    const why = failure instanceof Error ? failure.message : String(failure)
    throw new Error(`${file} cannot be read: ${why}`, { cause: failure })
  }
}

function parsed<T>(file: string, schema: z.ZodType<T>): T {
  const result = schema.safeParse(readJson(file))
  if (result.success) return result.data
  const [issue] = result.error.issues
  throw new Error(`${file}: ${issue?.path.join('.')} ${issue?.message}`)
}

/** Does the city in this folder run the services of a coalition beside its own? */
export function isHub(folder: string): boolean {
  return parsed(join(folder, 'city.json'), CityFile).hub
}

/** The facts of the city in this folder. Throws an error that names the file and the place in it. */
export function readFacts(
  folder: string,
  services: readonly Service[],
  more: {
    url: string
    sampleCity: boolean
    mirrorOf?: string | undefined
    witnessOf?: readonly string[]
  },
): CityFacts & { readonly mailFrom: string } {
  const city = parsed(join(folder, 'city.json'), CityFile)
  const districts = areasFromGeoJson(readJson(join(folder, 'districts.geojson')), city.districts)
  const config: Record<string, unknown> = {}
  for (const { name, config: schema } of services) {
    if (!schema) continue
    const file = join(folder, `${name}.json`)
    const without = existsSync(file) ? undefined : schema.safeParse({})
    if (without && !without.success) throw new Error(`The service ${name} needs ${file}`)
    config[name] = without ? without.data : parsed(file, schema)
  }
  return { ...city, ...more, districts: areaIndex(districts), config }
}
