/** Residents of the sample city who write mails to it, and who follow an area by mail. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readIncoming } from '#core/mail'
import { reportsOf } from '#services/reports'
import { createTransport } from 'nodemailer'
import { z } from 'zod'
import { reportTaker } from '../report-mail.ts'
import { type Chance, chanceOf } from './chance.ts'
import { codeIn } from './member.ts'
import type { Cast } from './people.ts'
import { draw } from './scenes.ts'
import type { Actor, Stage } from './stage.ts'

const HOUR = 3_600_000
const text = z.string()
const Words = z.object({
  follows: z.array(
    z.object({
      by: text,
      district: text.optional(),
      lat: z.number().optional(),
      lon: z.number().optional(),
      metres: z.number().optional(),
      rhythm: text,
    }),
  ),
  mails: z.array(
    z.object({
      from: text,
      subject: text,
      text,
      /** What the photo shows; null: there is none. */
      scene: text.nullable(),
      lat: z.number(),
      lon: z.number(),
    }),
  ),
})
type Words = z.infer<typeof Words>

interface Playing {
  readonly stage: Stage
  readonly cast: Cast
  readonly now: number
}

/** Degrees as a telephone writes them into a photo: degrees, minutes, and hundredths of seconds. */
function written(degrees: number): string {
  const whole = Math.floor(degrees)
  const minutes = Math.floor((degrees - whole) * 60)
  const hundredths = Math.round(((degrees - whole) * 60 - minutes) * 6000)
  return `${whole}/1 ${minutes}/1 ${hundredths}/100`
}

/** A photo that says where it was taken. */
async function photoOf(
  { scene, lat, lon }: Words['mails'][number],
  chance: Chance,
): Promise<Buffer | undefined> {
  if (scene === null) return undefined
  const { default: sharp } = await import('sharp')
  const exif = {
    IFD3: {
      GPSLatitudeRef: 'N',
      GPSLatitude: written(lat),
      GPSLongitudeRef: 'E',
      GPSLongitude: written(lon),
    },
  }
  return sharp(Buffer.from(draw(scene, chance)))
    .withExif(exif)
    .jpeg()
    .toBuffer()
}

/** The bytes of a mail, as its writer's program makes them. */
async function bytesOf(it: Words['mails'][number], to: string, photo?: Buffer): Promise<Buffer> {
  const maker = createTransport({ streamTransport: true, buffer: true })
  const { from, subject } = it
  const attachments = photo ? [{ filename: 'IMG_0412.jpg', content: photo }] : []
  const { message } = await maker.sendMail({ from, to, subject, text: it.text, attachments })
  return z.instanceof(Buffer).parse(message)
}

/** Each mail goes the way of every mail, from the door on. */
async function write({ stage }: Playing, mails: Words['mails']): Promise<void> {
  const { city, now } = stage
  const { mailTo: to } = reportsOf(city.facts)
  if (to === undefined) return
  const taker = reportTaker({ ...city, clock: now })
  const chance = chanceOf(mails.length)
  for (const it of mails) {
    const mail = await readIncoming(await bytesOf(it, to, await photoOf(it, chance)))
    const came = { ip: '127.0.0.1', helo: 'sample', sender: mail.from ?? '', report: false }
    await taker.takes({ ...came, to, mail, proof: 'pass' })
  }
}

async function follow(
  stage: Stage,
  who: Actor,
  { by, ...area }: Words['follows'][number],
): Promise<void> {
  await stage.does(who, 'areas.follow', { ...area, email: by })
  const code = await codeIn({ stage }, by, /\/areas\/mine\/([0-9a-z]+)/)
  await stage.does(who, 'areas.confirmed', { code })
}

/** Plays it in the last day before the city opens; false when there are no words for it. */
export async function writeByMail(playing: Playing): Promise<boolean> {
  const { stage, cast, now } = playing
  const file = join(stage.city.settings.city, 'sample', 'by-mail.json')
  if (!existsSync(file)) return false
  const { follows, mails } = Words.parse(JSON.parse(readFileSync(file, 'utf8')))
  stage.at(now - 20 * HOUR)
  for (const one of follows) {
    const who = cast.residents.find(({ email }) => email === one.by)
    if (who) await follow(stage, who, one)
  }
  await write(playing, mails)
  await stage.post()
  return true
}
