/** The start page of a city and pages it leads to: whom else they tell, and barriers a program can see. */
import { readPage } from '../adapters/index.ts'
import { utf8 } from '../adapters/text.ts'
import type { Reading, Source } from '../model.ts'
import { draw } from './samples.ts'
import { emptySource, keptOr, type Looking } from './sources.ts'

const MOST_BYTES = 4 * 1024 * 1024
const PAGES = 20

interface Seen {
  readonly reading: Reading
  readonly sha256: string
  readonly bytes: number
}

async function open(url: string, { door, domains, signal }: Looking): Promise<Seen | undefined> {
  const answer = await door.ask({ url, mostBytes: MOST_BYTES, accept: 'text/html' }, signal)
  if (answer.outcome !== 'came' || answer.status !== 200) return undefined
  const html = answer.type.includes('html') ? utf8(answer.bytes) : undefined
  const reading = html === undefined ? undefined : readPage(html, { url: answer.url, domains })
  return reading && { reading, sha256: answer.sha256, bytes: answer.bytes.length }
}

const numberOf = ({ reading }: Seen, name: string) => Number(reading.facts[name] ?? 0)
const sumOf = (pages: readonly Seen[], name: string) =>
  pages.reduce((sum, one) => sum + numberOf(one, name), 0)

/** Looks at the start page and at up to nineteen pages drawn from its links. */
export async function lookAtStart(origin: string, looking: Looking): Promise<Source[]> {
  const href = `${origin}/`
  const start = await open(href, looking)
  const known = looking.before.get(`start-page ${href}`)
  if (!start) return [keptOr(known, emptySource('start-page', href, looking.now))]
  const others = draw(start.reading.urls ?? [], PAGES - 1, looking.seed)
  const opened = await Promise.all(others.map((url) => open(url, looking)))
  const pages = [start, ...opened.filter((one) => one !== undefined)]
  const hosts = new Set(
    pages.flatMap(({ reading }) => String(reading.facts['hosts'] ?? '').split(' ')).filter(Boolean),
  )
  const facts = {
    pages: pages.length,
    scanned: sumOf(pages, 'barriers'),
    foreign: hosts.size,
    hosts: [...hosts].toSorted().slice(0, 20).join(' '),
    seed: looking.seed,
  }
  const kept = { status: 200, failure: null, sha256: start.sha256, bytes: start.bytes }
  const unasked = { etag: null, modified: null }
  return [{ rel: 'start-page', href, at: looking.now, form: 'page', facts, ...kept, ...unasked }]
}
