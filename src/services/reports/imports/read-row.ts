/** One row of a file becomes a report of this city, or a reason why it cannot. Pure but for hashing. */
import { createHash } from 'node:crypto'
import type { CityFacts } from '#core/actions'
import { addDays, dateIn } from '#core/kernel'
import { type Category, categoryOf, reportsOf } from '../config.ts'
import { publicClass } from '../model.ts'
import { findPlace } from '../place.ts'
import type { Intake } from '../store/intake.ts'
import { readMoment } from './moments.ts'
import { readPoint } from './points.ts'
import { type Columns, columnName, type Preset } from './preset.ts'

/** Cells of a row by the plain names of their columns. */
export type Cells = Readonly<Record<string, string>>
type Outcome = { readonly report: Intake } | { readonly reason: string }

/** The category of reports whose own category this city does not have. */
const IMPORTED = 'imported'
const DAYS = 30
const EARLIEST = '1900'

/** Thrown inside one row only; it becomes that row's reason. */
class Unreadable extends Error {}

function no(reason: string): never {
  throw new Unreadable(reason)
}

/** Text as the city can hold it: well-formed, composed, without control characters. */
function clean(text: string): string {
  return text
    .toWellFormed()
    .normalize('NFC')
    .replace(/[^\P{Cc}\t\n]/gu, ' ')
    .trim()
}

/** A formula that a table of ours disarmed with an apostrophe is itself again. */
const armed = (text: string) => (/^'[=+\-@\t\r]/.test(text) ? text.slice(1) : text)

interface Reading {
  readonly preset: Preset
  readonly city: CityFacts
  readonly now: string
}

type Cell = (name: keyof Columns) => string

function cellsOf({ preset }: Reading, cells: Cells): Cell {
  return (name) =>
    preset.columns[name].map((column) => cells[columnName(column)] ?? '').find(Boolean) ?? ''
}

function joined(cells: Cells, columns: readonly string[], separator: string): string {
  const parts = columns.map((column) => clean(armed(cells[columnName(column)] ?? '')))
  return parts.filter(Boolean).join(separator)
}

function momentOf({ preset, city }: Reading, text: string, what: string, end = false): string {
  const zone = preset.zone ?? city.zone
  return readMoment(text, zone, end) ?? no(`${what} “${text.slice(0, 40)}” is not a date`)
}

function times(reading: Reading, cell: Cell, over: boolean) {
  const opened = cell('opened') || no(`${reading.preset.columns.opened[0]} is empty`)
  const openedAt = momentOf(reading, opened, 'the beginning')
  if (openedAt < EARLIEST) no(`it begins in ${openedAt.slice(0, 4)}`)
  if (openedAt > addDays(reading.now.slice(0, 10), 2)) no('it begins in the future')
  const closed = cell('closed')
  const closedAt = over && closed ? momentOf(reading, closed, 'the end', true) : null
  if (closedAt !== null && closedAt < openedAt) no('it ends before it begins')
  const changed = cell('changed')
  const said = changed ? momentOf(reading, changed, 'the last change', true) : openedAt
  const changedAt = [openedAt, closedAt ?? '', said].toSorted().at(-1) ?? openedAt
  return { openedAt, closedAt, changedAt }
}

function dueOn(reading: Reading, cell: Cell, openedAt: string, days: number): string {
  const { zone } = reading.city
  const due = cell('due')
  if (!due) return addDays(dateIn(openedAt, zone), days)
  return /^\d{4}-\d\d-\d\d$/.test(due) ? due : dateIn(momentOf(reading, due, 'the due day'), zone)
}

function kindOf({ preset, city }: Reading, words: string): { code: string; ours?: Category } {
  const plain = words.toLowerCase()
  const wanted = preset.ownCategories ? plain : preset.categories[plain]
  const ours = categoryOf(reportsOf(city), wanted ?? '')
  return ours ? { code: ours.code, ours } : { code: IMPORTED }
}

function placeOf(reading: Reading, cells: Cells, cell: Cell) {
  const found = readPoint(cell('lon'), cell('lat'), reading.preset.bounds)
  if ('reason' in found) return no(found.reason)
  const address = joined(cells, reading.preset.address, ', ').slice(0, 300)
  const { lon, lat } = found.point ?? {}
  return findPlace(reading.city.districts, { address, lon, lat, district: cell('district') }).place
}

function hashOf(row: object): string {
  return createHash('sha256').update(JSON.stringify(row)).digest('hex')
}

function reportOf(reading: Reading, cells: Cells): Intake {
  const { preset } = reading
  const cell = cellsOf(reading, cells)
  const externalId = clean(cell('externalId')) || no(`${preset.columns.externalId[0]} is empty`)
  if (externalId.length > 100) no('its number has more than 100 characters')
  const said = cell('state').trim().toLowerCase()
  const state = preset.states[said] ?? no(`the state “${said.slice(0, 40)}” is not known`)
  const sourceCategory = clean(cell('category')).slice(0, 200)
  const { code, ours } = kindOf(reading, sourceCategory)
  const text = joined(cells, preset.text, ' – ')
  if (text.length > 10_000) no('its text has more than 10,000 characters')
  const { district, ...place } = placeOf(reading, cells, cell)
  const when = times(reading, cell, publicClass(state) === 'closed')
  const due = dueOn(reading, cell, when.openedAt, ours?.slaDays ?? DAYS)
  const row = { state, category: code, sourceCategory, ...place, text, ...when, dueOn: due }
  return {
    ...row,
    externalId,
    hash: hashOf(row),
    district,
    publicPoint: ours?.publicPoint ?? true,
    publicText: ours?.publicText ?? true,
    unit: ours?.unit ?? null,
  }
}

/** Reads one row. A row that cannot be read says why, in words. */
export function readRow(reading: Reading, cells: Cells): Outcome {
  try {
    return { report: reportOf(reading, cells) }
  } catch (failure) {
    if (failure instanceof Unreadable) return { reason: failure.message }
    throw failure
  }
}
