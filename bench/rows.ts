/** Invented reports in the columns of New York or of our own export: the same rows on every machine. */
import { createWriteStream } from 'node:fs'
import { once } from 'node:events'
import { chanceFrom } from '#core/kernel'

const categories = [
  ...['lamp-out', 'pothole', 'pavement', 'full-bin', 'dumped-waste', 'dirty-street', 'graffiti'],
  ...['tree', 'playground', 'water-leak', 'blocked-drain', 'traffic-sign', 'bus-stop', 'beach'],
]
const states = [
  'received',
  'assigned',
  'in_progress',
  'scheduled',
  'resolved',
  'resolved',
  'wont_do',
]
const complaints = [
  ...['Street Light Condition', 'Street Condition', 'Illegal Parking', 'Noise - Residential'],
  ...['HEAT/HOT WATER', 'Water System', 'Rodent', 'Graffiti', 'Damaged Tree', 'Sewer'],
]
const words = [
  ...['lamp', 'broken', 'since', 'Monday', 'corner', 'dark', 'harbour', 'school', 'water', 'deep'],
  ...[
    'glass',
    'bench',
    'crossing',
    'children',
    'danger',
    'night',
    'market',
    'tree',
    'stairs',
    'gate',
  ],
  ...['bicycle', 'wheelchair', 'bus', 'fountain', 'smell', 'bags', 'kerb', 'sign', 'bent', 'again'],
]

type Next = () => number
const pick = <T>(next: Next, list: readonly T[]): T => list[Math.floor(next() * list.length)] as T
const two = (n: number) => String(n).padStart(2, '0')
const phrase = (next: Next, length: number) =>
  Array.from({ length }, () => pick(next, words)).join(' ')

const day = (next: Next) => [1 + Math.floor(next() * 12), 1 + Math.floor(next() * 28)] as const

function ours(next: Next, n: number): string {
  const [month, date] = day(next)
  const opened = `2025-${two(month)}-${two(date)}T${two(Math.floor(next() * 24))}:${two(n % 60)}:00Z`
  const state = pick(next, states)
  const place = `${(12.41 + next() * 0.1).toFixed(5)},${(36.91 + next() * 0.06).toFixed(5)}`
  return `R-${n},${pick(next, categories)},${state},${phrase(next, 2)} ${n % 90},${place},${opened},${phrase(next, 14)}`
}

function newYork(next: Next, n: number): string {
  const [month, date] = day(next)
  const when = `${two(month)}/${two(date)}/2024 ${two(1 + (n % 12))}:${two(n % 60)}:00 AM`
  const closed = next() < 0.7
  const over = closed ? `12/31/2024 0${1 + (n % 9)}:00:00 PM` : ''
  const lat = (40.55 + next() * 0.3).toFixed(9)
  const lon = (-74.05 + next() * 0.3).toFixed(9)
  const kind = pick(next, complaints)
  const street = `${n % 900} ${phrase(next, 1).toUpperCase()} STREET`
  const middle = `NYPD,New York City Police Department,${kind},${phrase(next, 3)}`
  const place = `Street/Sidewalk,10001,${street},${street},NEW YORK,${closed ? 'Closed' : 'Open'},`
  const rest = `"The ${phrase(next, 8)}, and ${phrase(next, 6)}.",${over},01 MANHATTAN,MANHATTAN`
  return `${n},${when},${over},${middle},${place},${rest},${lat},${lon},ONLINE`
}

const kinds = {
  cityright: {
    head: 'number,category,state,address,lon,lat,opened_at,text',
    line: ours,
  },
  nyc: {
    head:
      'Unique Key,Created Date,Closed Date,Agency,Agency Name,Complaint Type,Descriptor,Location Type,' +
      'Incident Zip,Incident Address,Street Name,City,Status,Due Date,Resolution Description,' +
      'Resolution Action Updated Date,Community Board,Borough,Latitude,Longitude,Open Data Channel Type',
    line: newYork,
  },
} as const

/** Writes so many rows as CSV. */
export async function writeRows(
  file: string,
  preset: keyof typeof kinds,
  count: number,
): Promise<void> {
  const { head, line } = kinds[preset]
  const next = chanceFrom(20_260_302)
  const out = createWriteStream(file)
  let part = `${head}\n`
  for (let n = 1; n <= count; n += 1) {
    part += `${line(next, n)}\n`
    if (n % 5000 > 0 && n < count) continue
    if (!out.write(part)) await once(out, 'drain')
    part = ''
  }
  out.end()
  await once(out, 'finish')
}
