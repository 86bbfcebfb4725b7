/** What a document of a city turns out to be: by what its link says it is, never by trusting it. */
import type { Reading } from '../model.ts'
import { readCalendar } from './calendar.ts'
import { readCatalogue } from './catalogue.ts'
import { readFeed } from './feed.ts'
import { readOpen311 } from './open311.ts'
import { readPage } from './page.ts'
import { readPlaces } from './places.ts'
import { readPubliccode } from './publiccode.ts'
import { readRecords } from './records.ts'
import { readAlgorithms, readProcessing } from './register.ts'
import { utf8 } from './text.ts'
import { readTurtle } from './turtle.ts'

export { readPage } from './page.ts'

/** A document that came, and what its link said. */
export interface Given {
  readonly rel: string
  readonly profile: string
  readonly bytes: Uint8Array
  /** The media type of the answer. */
  readonly type: string
  readonly url: string
  readonly domains: readonly string[]
}

type Read = (text: string, given: Given) => Reading | undefined

const page: Read = (text, { url, domains }) => readPage(text, { url, domains })
const records: Read = (text, { rel }) => readRecords(rel, text)

/** Readers of each relation, tried in this order; a page is only what is left. */
const BY_REL: Readonly<Record<string, readonly Read[]>> = {
  'open-data': [readCatalogue, readTurtle],
  'algorithm-register': [readAlgorithms],
  'sensor-register': [readAlgorithms],
  'processing-register': [readProcessing],
  places: [readPlaces],
  events: [readCalendar, readFeed],
  classes: [readCalendar, records],
  'street-reports': [readOpen311],
  software: [readPubliccode],
  participation: [records, readFeed],
}

const MALFORMED: Reading = { form: 'malformed', facts: {} }
const isPage = ({ type }: Given) => type === 'text/html' || type === 'application/xhtml+xml'

const isPdf = ({ bytes, type }: Given) =>
  type === 'application/pdf' && Buffer.from(bytes.subarray(0, 5)).toString('latin1') === '%PDF-'

/** Facts of a document. Whatever fits no reader is a page when it says so, and malformed otherwise. */
export function readDocument(given: Given): Reading {
  if (isPdf(given)) return plain(given)
  const text = utf8(given.bytes)
  if (text === undefined) return MALFORMED
  if (isPage(given)) return page(text, given) ?? MALFORMED
  for (const read of BY_REL[given.rel] ?? [records]) {
    const reading = read(text.replace(/^\ufeff/, ''), given)
    if (reading) return reading
  }
  return given.rel === 'street-reports' || /^text\/(?:plain|csv|markdown)$/.test(given.type)
    ? plain(given)
    : MALFORMED
}

/** A document no program can judge: it is there, with its bytes and their hash. */
function plain({ bytes, type }: Given): Reading {
  return { form: 'page', facts: { size: bytes.length, type: type.slice(0, 100) } }
}
