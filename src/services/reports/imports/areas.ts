/** Districts out of a GeoJSON file, with every mistake named. Pure. */
import { type Area, areasFromGeoJson, type Reason, Refusal } from '#core/kernel'
import { Broken } from './file.ts'

/** What was found in a file of districts. */
export interface FoundAreas {
  readonly areas: Area[]
  readonly features: number
  readonly refused: { line: number; reason: string }[]
  readonly unknown: string[]
  readonly notes: string[]
}

type Fields = Readonly<Record<string, unknown>>
const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null ? (value as Fields) : {}

const CODES = ['code', 'district_code', 'gebiedscode', 'id', 'ref']
const NAMES = ['name', 'naam', 'nombre', 'nome', 'label', 'title', 'district']

const why: Readonly<Record<string, string>> = {
  'areas.not-a-feature': 'it is no feature',
  'areas.not-a-polygon': 'it is neither a polygon nor a multipolygon',
  'areas.not-a-point': 'a coordinate is not a pair of numbers',
  'areas.not-in-degrees': 'its coordinates look like another unit than degrees',
  'areas.ring-too-short': 'a ring has fewer than four positions',
  'areas.ring-open': 'a ring does not end where it begins',
}

/** A code people can read in an address: `Burgwallen-Oude Zijde` → `burgwallen-oude-zijde`. */
function slug(name: string): string {
  const plain = name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
  const words = plain.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-+|-+$/g, '')
  return words.slice(0, 40).replace(/-+$/, '')
}

function present(features: readonly unknown[], keys: readonly string[]): string | undefined {
  const has = (feature: unknown, key: string) => {
    const value = fieldsOf(fieldsOf(feature)['properties'])[key]
    return (typeof value === 'string' && value.trim() !== '') || typeof value === 'number'
  }
  return keys.find((key) => features.every((feature) => has(feature, key)))
}

function words(reasons: readonly Reason[]): string {
  return reasons.map(({ code }) => why[code] ?? code).join('; ')
}

function coded(feature: unknown, name: string, code: string | undefined): unknown {
  const { properties } = fieldsOf(feature) as { properties?: Fields }
  const label = String(fieldsOf(properties)[name] ?? '').trim()
  const given = code && String(fieldsOf(properties)[code])
  return { ...fieldsOf(feature), properties: { code: given ?? slug(label), name: label } }
}

function areaOf(feature: unknown): Area | string {
  try {
    const collection = { type: 'FeatureCollection', features: [feature] }
    return areasFromGeoJson(collection, { code: 'code', name: 'name' })[0] ?? 'it is empty'
  } catch (failure) {
    if (failure instanceof Refusal) return words(failure.reasons)
    throw failure
  }
}

/** Two features with one code are a mistake; two with one name are parts of one district. */
function add(found: FoundAreas, area: Area, line: number, coded: boolean): void {
  const at = found.areas.findIndex((each) => each.code === area.code)
  const before = found.areas[at]
  if (!before) found.areas.push(area)
  else if (coded) found.refused.push({ line, reason: `the code ${area.code} stands there twice` })
  else {
    found.areas[at] = { ...before, polygons: [...before.polygons, ...area.polygons] }
    found.notes.push(`Two features are called ${area.name}: they are parts of one district.`)
  }
}

/** Reads every feature; the line of a mistake is the number of its feature. */
export function readAreas(collection: unknown): FoundAreas {
  const { type, features } = fieldsOf(collection)
  if (type !== 'FeatureCollection' || !Array.isArray(features)) {
    throw new Broken('The file is no GeoJSON FeatureCollection. Nothing was changed.')
  }
  const list: readonly unknown[] = features
  if (list.length === 0) throw new Broken('The file has no districts in it. Nothing was changed.')
  const name = present(list, NAMES)
  if (!name) throw new Broken(`Not every feature has a property “name”. Nothing was changed.`)
  const code = present(list, CODES)
  const keys = list.flatMap((each) => Object.keys(fieldsOf(fieldsOf(each)['properties'])))
  const unknown = [...new Set(keys)].filter((key) => key !== name && key !== code)
  const found: FoundAreas = { areas: [], features: list.length, refused: [], unknown, notes: [] }
  for (const [index, feature] of list.entries()) {
    const area = areaOf(coded(feature, name, code))
    if (typeof area === 'string') found.refused.push({ line: index + 1, reason: area })
    else add(found, area, index + 1, code !== undefined)
  }
  return found
}
