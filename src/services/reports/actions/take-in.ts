/** What an import performs, on the command line alone: these actions have no address on the web. */
import { z } from 'zod'
import { action, writeDistricts } from '#core/actions'
import { may } from '#core/people'
import { reportsOf } from '../config.ts'
import { districted, imported } from '../entries.ts'
import { publicly } from '../masking.ts'
import { states } from '../model.ts'
import { lockImports, noteImport, setDistricts, takeIntake } from '../store/intake.ts'

const row = z.object({
  externalId: z.string().min(1).max(100),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  state: z.enum(states),
  category: z.string().max(40),
  sourceCategory: z.string().max(200),
  address: z.string().max(300).nullable(),
  lon: z.number().nullable(),
  lat: z.number().nullable(),
  district: z.string().nullable(),
  text: z.string().max(10_000),
  publicPoint: z.boolean(),
  publicText: z.boolean(),
  unit: z.string().nullable(),
  openedAt: z.string(),
  changedAt: z.string(),
  closedAt: z.string().nullable(),
  dueOn: z.string(),
})

const operators = may('reports.import')
const source = z.string().max(40)
/** SHA-256 of the file, in hexadecimal. */
const file = z.string().max(64)

/** Nobody here asks the writer: what looks like personal data stays where it came from. */
const shown = ({ text, address }: z.infer<typeof row>) => ({
  text: publicly(text, []),
  address: address === null ? null : publicly(address, []),
})

/**
 * Takes a batch of another system's reports in; a row that was taken in before changes nothing. What
 * changed is written down in public at once: from where, how many rows, and of which file.
 */
export const takeIn = action({
  name: 'reports.take-in',
  path: '/reports/desk/take-in',
  who: operators,
  input: z.object({ source, file, language: z.string(), rows: z.array(row).max(1000) }),
  output: z.object({ imported: z.number(), updated: z.number() }),
  rules: [],
  records: [imported],
  async run({ input: { file: sha256, ...input }, tx, city, newSecret, record }) {
    await lockImports(tx)
    const done = await takeIntake(tx, {
      ...input,
      reopenDays: reportsOf(city).terms.reopenDays,
      rows: input.rows.map((each) => ({ ...each, ...shown(each), salt: newSecret() })),
    })
    const rows = done.imported + done.updated
    const entry = { source: input.source, rows, file: sha256 }
    if (rows > 0) await record(imported, entry, { subject: '/reports' })
    return done
  },
})

/** Remembers that an import came to its end: from where, how many rows, and of which file. */
export const noteTaken = action({
  name: 'reports.note-taken',
  path: '/reports/desk/note-taken',
  who: operators,
  input: z.object({ source, rows: z.number(), file }),
  output: z.object({}),
  rules: [],
  async run({ input, tx, now }) {
    await lockImports(tx)
    await noteImport(tx, { ...input, at: now })
    return {}
  },
})

const area = z.object({
  code: z.string().min(1).max(40),
  name: z.string().min(1).max(200),
  polygons: z.array(z.array(z.array(z.tuple([z.number(), z.number()])))),
})

/** Puts the districts of a file in the place of the city's districts. */
export const setAreas = action({
  name: 'reports.set-areas',
  path: '/reports/desk/set-areas',
  who: operators,
  input: z.object({ areas: z.array(area).min(1), file: z.string() }),
  output: z.object({}),
  rules: [],
  records: [districted],
  async run({ input: { areas, file }, tx, record }) {
    await writeDistricts(tx, areas)
    await record(districted, { districts: areas.length, file }, { subject: '/reports' })
    return {}
  },
})

const placed = z.object({
  number: z.number(),
  lon: z.number(),
  lat: z.number(),
  district: z.string().nullable(),
})

/** Gives reports the district that their point lies in now. */
export const placeAgain = action({
  name: 'reports.place-again',
  path: '/reports/desk/place-again',
  who: operators,
  input: z.object({ reports: z.array(placed).max(1000) }),
  output: z.object({ changed: z.number() }),
  rules: [],
  async run({ input, tx }) {
    return { changed: await setDistricts(tx, input.reports) }
  },
})
