/** Mail for the discussion lists, and the key with which what goes out is signed. */
import { createPublicKey, generateKeyPairSync } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Refusal } from '#core/kernel'
import type { Answered, Arrived, Signing } from '#core/mail'
import * as lists from '#hub/lists'
import { type Way, wayOf } from '#hub/lists'
import { z } from 'zod'
import type { Settings } from '../settings.ts'
import { type City, doing, type Taker } from './taker.ts'

const SELECTOR = 'cityright'
const MOST_FILES = 10

/** The key is made once, and kept beside the other keys. */
function keyIn(folder: string): string {
  const file = join(folder, 'list-dkim.pem')
  if (!existsSync(file)) {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' })
    writeFileSync(file, pem, { flag: 'wx', mode: 0o600 })
  }
  return readFileSync(file, 'utf8')
}

/** How postings are signed (DKIM): with the key of the lists' domain, when there is such a domain. */
export function signingOf({ keys, lists: { domain } }: Settings): { signing?: Signing } {
  return domain ? { signing: { domain, selector: SELECTOR, key: keyIn(keys) } } : {}
}

/** The records that the lists' domain needs in the DNS, as a zone file has them. */
export function zoneOf(settings: Settings): string[] {
  const { signing } = signingOf(settings)
  if (!signing) throw new Error('Set LIST_DOMAIN: the domain of the discussion lists')
  const { domain, key } = signing
  const bytes = createPublicKey(key).export({ type: 'spki', format: 'der' }).toString('base64')
  const parts = `v=DKIM1; k=rsa; p=${bytes}`.match(/.{1,250}/g) ?? []
  return [
    `${domain}. MX 10 <name of your mail server>.`,
    `${domain}. TXT "v=spf1 mx -all"`,
    `${SELECTOR}._domainkey.${domain}. TXT ${parts.map((part) => `"${part}"`).join(' ')}`,
    `_dmarc.${domain}. TXT "v=DMARC1; p=reject"`,
  ]
}

type Do = ReturnType<typeof doing>

/** Files that can be kept wait in the city's store; others are counted. */
async function filesOf(city: City, { mail }: Arrived) {
  const kept: { id: string; name: string; type: string; bytes: number }[] = []
  let lost = Math.max(0, mail.files.length - MOST_FILES)
  for (const { name, content } of mail.files.slice(0, MOST_FILES)) {
    const { Readable } = await import('node:stream')
    const asked = { name, kinds: ['photo', 'document'] as const, now: city.clock() }
    try {
      const { id, name: safe, type, bytes } = await city.files.take(Readable.from([content]), asked)
      kept.push({ id, name: safe, type, bytes })
    } catch (failure) {
      if (!(failure instanceof Refusal) || failure.kind !== 'invalid') throw failure
      lost += 1
    }
  }
  return { files: kept, lostFiles: lost }
}

/** Mail in an hour, of one domain and for one list; what is more comes again later and is lost by nobody. */
const MOST_OF_DOMAIN = { per: 'address', most: 120, seconds: 3600 } as const
const MOST_FOR_LIST = { per: 'address', most: 400, seconds: 3600 } as const

function count(city: City, { mail }: Arrived, list: string): void {
  const domain = mail.from?.slice(mail.from.lastIndexOf('@') + 1).toLowerCase() ?? ''
  city.limits.spend('lists.door', `${list} ${domain}`, MOST_OF_DOMAIN, city.clock())
  city.limits.spend('lists.door', list, MOST_FOR_LIST, city.clock())
}

/** Mail that a machine wrote, or that was here before, is not taken up (RFC 3834, RFC 2919). */
function loopOf({ mail, report }: Arrived, { list, domain }: Way) {
  const own = [`<${list}.${domain}>`, `${list}@${domain}`]
  if (mail.passed.some((one) => own.some((mark) => one.toLowerCase().includes(mark))))
    return 'own-list' as const
  if (report) return 'report' as const
  return mail.automatic ? ('automatic' as const) : undefined
}

async function takeMessage(city: City, act: Do, it: Arrived, list: string): Promise<void> {
  const { mail, proof } = it
  const { id: messageId, inReplyTo, references, subject, text } = mail
  const from = z.email().max(254).safeParse(mail.from).data ?? null
  const words = { messageId, inReplyTo, references: [...references], subject, text }
  const files = await filesOf(city, it)
  await act(lists.arrive, { list, ...words, from, proof, ...files })
}

async function takeWish(act: Do, it: Arrived, { list, way, code }: Way): Promise<void> {
  const { from } = it.mail
  if (way === 'confirm' && code) await act(lists.confirmed, { code })
  else if (way === 'leave' && code) await act(lists.leave, { code, nameless: false })
  else if (from === null) await act(lists.looped, { list, why: 'unreadable' })
  else if (way === 'join') await act(lists.join, { list, email: from })
  else if (way === 'leave') await act(lists.askLink, { list, from })
}

/** What is wanted, by the address it was sent to. */
async function takeFor(city: City, act: Do, it: Arrived): Promise<Answered> {
  const way = wayOf(it.to)
  if (!way) return 'unknown'
  const { list, code } = way
  count(city, it, list)
  if (way.way === 'bounces') {
    const status = it.mail.failed
    if (code && status) await act(lists.bounced, { code, status })
    else await act(lists.looped, { list, why: 'report' })
    return 'taken'
  }
  const why = loopOf(it, way)
  if (why) await act(lists.looped, { list, why })
  else if (way.way === 'message') await takeMessage(city, act, it, list)
  else await takeWish(act, it, way)
  return 'taken'
}

/** Mail for discussion lists, where this city is a hub. */
export function listTaker(city: City): Taker {
  const act = doing(city)
  const isHub = city.services.some(({ name }) => name === 'lists')
  return {
    async knows(address) {
      const way = isHub ? wayOf(address) : undefined
      return (
        way !== undefined &&
        city.db.as('lists').look((tx) => lists.isListAt(tx, way.list, way.domain))
      )
    },
    takes: (arrived) => takeFor(city, act, arrived),
  }
}
