/** Mail to the city that makes a report, or answers a letter about one. */
import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { placeOf } from '#core/files'
import { Refusal } from '#core/kernel'
import type { Answered, Arrived } from '#core/mail'
import * as reports from '#services/reports'
import { z } from 'zod'
import { type City, doing, type Taker } from './taker.ts'

/** Messages in an hour: of one address, and all together. What is more comes again later. */
const MOST_OF_ONE = { per: 'address', most: 10, seconds: 3600 } as const
const MOST_OF_ALL = { per: 'address', most: 1000, seconds: 3600 } as const
/** More parts than a person attaches; the others are counted and not looked at. */
const MOST_FILES = 10
/** A picture inside the text that is smaller is the logo of a signature, not a photo. */
const LEAST_INSIDE = 20_000

type Do = ReturnType<typeof doing>

/** The limit knows who wrote by a hash alone. */
const markOf = (address: string) =>
  createHash('sha256').update(address.toLowerCase()).digest('hex').slice(0, 32)

function count({ limits, clock }: City, whom: string): void {
  limits.spend('reports.mail', markOf(whom), MOST_OF_ONE, clock())
  limits.spend('reports.mail', 'all', MOST_OF_ALL, clock())
}

/**
 * Nothing a machine wrote makes a report or is answered: automatic answers (RFC 3834), reports of failures
 * (RFC 5321 4.5.5), and what the city itself sent.
 */
function isAutomatic({ mail, report }: Arrived, mailTo: string): boolean {
  const own = mail.from !== null && reports.wayOf(mail.from, mailTo) !== undefined
  return report || mail.automatic || own
}

/**
 * What came through a list (RFC 2919): an answer could go to everybody on it, and an answer to that again. It is refused
 * where it comes in, so that the list's own server tells whoever runs the list (RFC 5321 3.6.3); nothing is lost in silence.
 */
const cameThroughList = ({ mail }: Arrived) => mail.passed.length > 0

/** Photos go the way of every photo: looked at, made anew, without what the telephone wrote into them. */
async function photosOf(city: City, { mail }: Arrived) {
  const large = mail.inside.filter(({ content }) => content.length >= LEAST_INSIDE)
  const files = [...mail.files, ...large]
  const { photos: most } = reports.reportsOf(city.facts).terms
  const photos: string[] = []
  const points: { lon: number; lat: number }[] = []
  for (const { name, content } of files.slice(0, MOST_FILES)) {
    if (photos.length >= most) break
    const photo = await photoOf(city, name, content)
    if (photo === undefined) continue
    photos.push(photo)
    const point = await placeOf(content)
    if (point) points.push(point)
  }
  const point = reports.commonPlace(points)
  return { photos, lost: files.length - photos.length, point }
}

async function photoOf(city: City, name: string, content: Buffer): Promise<string | undefined> {
  const asked = { name, kinds: ['photo'] as const, now: city.clock() }
  try {
    return (await city.files.take(Readable.from([content]), asked)).id
  } catch (failure) {
    if (!(failure instanceof Refusal) || failure.kind !== 'invalid') throw failure
    return undefined
  }
}

async function takeReport(city: City, act: Do, it: Arrived): Promise<Answered> {
  const { mail, proof } = it
  const from = z.email().max(254).safeParse(mail.from).data
  // Its domain disowns it: an answer would go to somebody who wrote nothing.
  if (from === undefined || proof === 'fail') return 'refused'
  count(city, from)
  const name = mail.name?.slice(0, 100)
  await act(reports.mailIn, {
    id: `${mail.id} reports`,
    from,
    ...(name ? { name } : {}),
    subject: mail.subject,
    text: mail.text,
    language: mail.language,
    ...(await photosOf(city, it)),
  })
  return 'taken'
}

async function takeAnswer(city: City, act: Do, it: Arrived, code: string): Promise<Answered> {
  count(city, code)
  const { photos, lost } = await photosOf(city, it)
  const { id, text } = it.mail
  await act(reports.mailAnswer, { id: `${id} ${code}`, code, text, photos, lost })
  return 'taken'
}

/** Mail for reports, where the city says an address for it. */
export function reportTaker(city: City): Taker {
  const act = doing(city)
  const takesReports = city.services.some(({ name }) => name === 'reports')
  const mailTo = takesReports ? (reports.reportsOf(city.facts).mailTo ?? '') : ''
  const wayOf = (address: string) => reports.wayOf(address, mailTo)
  return {
    async knows(address) {
      const way = wayOf(address)
      if (!way || way.code === null) return way !== undefined
      const { code } = way
      return (await city.db.as('reports').look((tx) => reports.caseBehind(tx, code))) !== undefined
    },
    async takes(arrived) {
      const way = wayOf(arrived.to)
      if (!way) return 'unknown'
      if (isAutomatic(arrived, mailTo)) return 'taken'
      if (cameThroughList(arrived)) return 'refused'
      if (way.code === null) return takeReport(city, act, arrived)
      return takeAnswer(city, act, arrived, way.code)
    },
  }
}
