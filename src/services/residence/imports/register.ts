/** `import residents FILE`: the register of residents as CSV (RFC 4180); of each row only a keyed hash is kept. */
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import type { ImportKind, ImportSummary, ImportWork } from '#core/service'
import { parse } from 'csv-parse'
import { z } from 'zod'
import { finishRegister, takeRegister } from '../actions/register.ts'
import { districtOf, residenceOf } from '../config.ts'

const PORTION = 250
const MOST_LISTED = 10_000

const Cells = z.record(z.string(), z.string())
const Row = z.object({
  name: z.string().trim().min(1).max(200),
  birthDate: z.iso.date(),
  postcode: z.string().trim().min(1).max(20),
  number: z.string().trim().min(4).max(40),
  district: z.string().trim().min(1).max(100),
})
type Registered = z.infer<typeof Row>

const COLUMNS = ['name', 'birth_date', 'postcode', 'number', 'district']

/** One row; the district comes from the postcode where the list does not name it. */
function readRow(work: ImportWork, cells: z.infer<typeof Cells>): Registered | string {
  const postcode = cells['postcode'] ?? ''
  const named = cells['district'] ?? ''
  const district = named === '' ? (districtOf(residenceOf(work.city), postcode) ?? '') : named
  if (!work.city.districts.areas.some(({ code }) => code === district)) return 'no such district'
  const read = Row.safeParse({ ...cells, birthDate: cells['birth_date'], postcode, district })
  if (read.success) return read.data
  return `${read.error.issues[0]?.path.join('.') ?? 'row'} is not as it should be`
}

async function* portionsOf(work: ImportWork, summary: ImportSummary) {
  const { size } = await stat(work.file)
  const file = createReadStream(work.file)
  const parser = file.pipe(parse({ bom: true, columns: true, skip_empty_lines: true, info: true }))
  let portion: Registered[] = []
  for await (const each of parser) {
    const { record, info } = z
      .object({ record: Cells, info: z.object({ lines: z.number() }) })
      .parse(each)
    if (summary.read === 0)
      summary.unknown = Object.keys(record).filter((one) => !COLUMNS.includes(one))
    summary.read += 1
    const row = readRow(work, record)
    if (typeof row !== 'string') portion.push(row)
    else if (summary.refused.length < MOST_LISTED)
      summary.refused.push({ line: info.lines, reason: row })
    else summary.refusedMore = (summary.refusedMore ?? 0) + 1
    if (portion.length < PORTION) continue
    yield portion
    portion = []
    work.progress(file.bytesRead, size)
  }
  if (portion.length > 0) yield portion
}

async function run(work: ImportWork): Promise<ImportSummary> {
  const summary: ImportSummary = {
    ...{ read: 0, imported: 0, updated: 0, unchanged: 0 },
    refused: [],
    unknown: [],
  }
  for await (const rows of portionsOf(work, summary)) {
    if (!work.dryRun) await work.perform(takeRegister, { run: work.now, rows })
    summary.imported += rows.length
  }
  if (work.dryRun || summary.imported === 0) return summary
  const { count } = await work.perform(finishRegister, { run: work.now })
  summary.notes = [
    `${count} people stand in the register now, each as a keyed hash. Delete the file.`,
  ]
  return summary
}

/** The register of residents. */
export const registerImport: ImportKind = {
  what: 'residents',
  says: 'the register of residents, as CSV: name, birth_date, postcode, number, district; kept as keyed hashes',
  presets: [],
  run,
}
