/** What the tests of lists share: a hub with a list, a door for mail with a DNS of its own, and a sink for what goes out. */
import { generateKeyPairSync } from 'node:crypto'
import { createTransport } from 'nodemailer'
import account from '#services/account'
import algorithms from '#services/algorithms'
import record from '#services/record'
import cities from '#hub/cities'
import coalition from '#hub/coalition'
import declaration from '#hub/declaration'
import endorsements from '#hub/endorsements'
import practices from '#hub/practices'
import { openCity, sql, type Somebody, type TestCity } from '#test/city'
import { openSink } from '#test/sink'
import { openDoor } from '#test/shell'
import { open } from './actions/moderate.ts'
import { confirmed, join } from './actions/join.ts'
import lists from './service.ts'

export const DOMAIN = 'lists.luzarra.example'
export const LIST = `rights@${DOMAIN}`

/** A key pair of a domain that signs its mail, and its record. */
export function signer(domain: string) {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const der = publicKey.export({ type: 'spki', format: 'der' }).toString('base64')
  return {
    domain,
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    records: {
      [`s1._domainkey.${domain} TXT`]: [[`v=DKIM1; k=rsa; p=${der}`]],
      [`_dmarc.${domain} TXT`]: [['v=DMARC1; p=reject']],
    },
  }
}

/** A domain that signs, and one that says nothing. */
export const lyon = signer('lyon.example')
const zone: Record<string, string[][] | string[]> = { ...lyon.records }

/** Names of the trial: what is not there, is not found. */
export function resolver(domain: string, type: string): Promise<string[][] | string[]> {
  const found = zone[`${domain} ${type}`]
  if (found) return Promise.resolve(found)
  return Promise.reject(Object.assign(new Error('not found'), { code: 'ENOTFOUND' }))
}

/** Headers of a message, unfolded; the last one of a name counts. */
export function headersOf(raw: string): Map<string, string> {
  const head = raw.slice(0, raw.indexOf('\r\n\r\n')).replace(/\r\n[ \t]+/g, ' ')
  return new Map(
    head.split('\r\n').map((line) => {
      const at = line.indexOf(':')
      return [line.slice(0, at).toLowerCase(), line.slice(at + 1).trim()]
    }),
  )
}

/** A hub with the list `rights`, its door, and a sink. */
export async function hubOf(refuse?: (to: string) => string | undefined) {
  const sink = await openSink(refuse)
  const before = [account, algorithms, record, coalition, declaration, endorsements, cities]
  const hubs = [...before, practices, lists]
  const environment = { SMTP_URL: sink.url, LIST_DOMAIN: DOMAIN }
  const city = await openCity(hubs, environment)
  const secretariat = await city.official('sofia', 'secretariat')
  const about = { domain: DOMAIN, about: 'Cities ask each other.' }
  await secretariat.does(open, { ...about, name: 'rights', title: 'Digital rights', kind: 'open' })
  const door = await openDoor(city.city, city.city.settings, resolver)
  const mailer = createTransport({
    host: '127.0.0.1',
    port: door.port,
    secure: false,
    ignoreTLS: true,
  })
  const hub = {
    city,
    sink,
    secretariat,
    door,
    /** Sends a message to the door as a mail program does. */
    send: (mail: object) => mailer.sendMail({ to: LIST, ...mail }),
    /** The same, signed by the domain of its author. */
    sendSigned(mail: object, by = lyon) {
      const dkim = { domainName: by.domain, keySelector: 's1', privateKey: by.key }
      return mailer.sendMail({ to: LIST, ...mail, dkim })
    },
    /** Sends bytes as they are. */
    sendRaw: (from: string, raw: string, to = LIST) =>
      mailer.sendMail({ envelope: { from, to: [to] }, raw }),
    async subscribe(email: string, who: Somebody = city.anybody, shown?: string, list = 'rights') {
      await city.anybody.does(join, { list, email, ...(shown ? { shown } : {}) })
      await city.work()
      const letter = sink.to(email).at(-1)?.raw ?? ''
      const code = /lists\/mine\/([0-9a-z]+)/.exec(letter.replace(/=\r\n/g, ''))?.[1] ?? ''
      await who.does(confirmed, { code })
      sink.taken.length = 0
      return code
    },
    count: async (table: 'subscriber' | 'message') => {
      const query =
        table === 'message'
          ? sql`select count(*)::integer as n from lists.message`
          : sql`select count(*)::integer as n from lists.subscriber`
      return (await city.rows(query))[0]?.['n']
    },
    states: async () => {
      const rows = await city.rows(sql`select state, because from lists.message order by id`)
      return rows.map(({ state, because }) => [state, because].filter(Boolean).join(' '))
    },
    async close() {
      mailer.close()
      await door.close()
      await city.close()
      await sink.close()
    },
  }
  return hub
}
export type Hub = Awaited<ReturnType<typeof hubOf>>
export type { TestCity }
