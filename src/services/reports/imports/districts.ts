/** `import districts FILE`: the parts of the city, from a GeoJSON feature collection (RFC 7946). */
import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import type { ImportKind, ImportSummary, ImportWork } from '#core/service'
import { type Area, areaIndex } from '#core/kernel'
import { placeAgain, setAreas } from '../actions/take-in.ts'
import { listPlaced } from '../store/intake.ts'
import { readAreas } from './areas.ts'
import { Broken } from './file.ts'
import { overlaps } from './overlaps.ts'

const LARGEST = 200 * 1024 * 1024
const PART = 1000

async function read(path: string): Promise<{ parsed: unknown; sha256: string; bytes: number }> {
  const { size } = await stat(path)
  if (size > LARGEST) throw new Broken('The file is larger than 200 megabytes.')
  const bytes = await readFile(path)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return { parsed: JSON.parse(text), sha256, bytes: size }
  } catch {
    throw new Broken('The file is not JSON in UTF-8; it may be cut off. Nothing was changed.')
  }
}

/** Compares by what is stored, so that a second import of the same file says so. */
function compared(now: readonly Area[], before: readonly Area[]) {
  const known = new Map(before.map((area) => [area.code, JSON.stringify(area.polygons)]))
  const names = new Map(before.map((area) => [area.code, area.name]))
  const fresh = now.filter((area) => !known.has(area.code))
  const same = now.filter(
    (area) =>
      known.get(area.code) === JSON.stringify(area.polygons) && names.get(area.code) === area.name,
  )
  return {
    imported: fresh.length,
    updated: now.length - fresh.length - same.length,
    unchanged: same.length,
  }
}

/** Gives every report the district it lies in now, a thousand at a time. */
async function placeReports(work: ImportWork, areas: readonly Area[]): Promise<number> {
  const index = areaIndex(areas)
  let changed = 0
  let after = 0
  for (;;) {
    const part = await work.look((tx) => listPlaced(tx, after, PART))
    const moved = part
      .map((row) => ({ row, district: index.at(row)?.code ?? null }))
      .filter(({ row, district }) => row.district !== district)
      .map(({ row, district }) => ({ ...row, district }))
    if (moved.length > 0) changed += (await work.perform(placeAgain, { reports: moved })).changed
    if (part.length < PART) return changed
    after = part.at(-1)?.number ?? after
  }
}

const copied = (areas: readonly Area[]) =>
  areas.map(({ code, name, polygons }) => ({
    code,
    name,
    polygons: polygons.map((rings) =>
      rings.map((ring) => ring.map(([lon, lat]): [number, number] => [lon, lat])),
    ),
  }))

async function run(work: ImportWork): Promise<ImportSummary> {
  const { parsed, sha256, bytes } = await read(work.file)
  const { areas, refused, unknown, notes, features } = readAreas(parsed)
  const nothing = { read: features, imported: 0, updated: 0, unchanged: 0, refused, unknown }
  if (refused.length > 0) {
    return {
      ...nothing,
      notes: [...notes, 'Districts come whole or not at all: none was changed.'],
    }
  }
  const counts = compared(areas, work.city.districts.areas)
  const summary = { ...nothing, ...counts, notes: [...notes, ...overlaps(areas)] }
  const gone = work.city.districts.areas.length - counts.updated - counts.unchanged
  const same = counts.imported + counts.updated + gone === 0
  if (work.dryRun) return summary
  if (!same) await work.perform(setAreas, { areas: copied(areas), file: sha256 })
  const moved = await placeReports(work, areas)
  if (moved > 0) summary.notes.push(`${moved} reports lie in another district now.`)
  if (!same) summary.notes.push('A running city uses these districts after its next start.')
  work.progress(bytes, bytes)
  return summary
}

/** The districts of the city. */
export const districtsImport: ImportKind = {
  what: 'districts',
  says: 'districts of the city, as GeoJSON',
  presets: [],
  run,
}
