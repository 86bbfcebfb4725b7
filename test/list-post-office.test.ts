/** A list behind a real mail server (OpenSMTPD): in by LMTP, out through its queue. Needs Debian's package and root. */
import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { perform } from '#core/actions'
import { sql } from '#core/database'
import { freePort } from '#test/free-port'
import lists from '#hub/lists'
import { createTransport } from 'nodemailer'
import { openCity, type TestCity } from './city.ts'
import { openDoor } from './shell.ts'
import { openSink } from './sink.ts'

const PROGRAM = '/usr/sbin/smtpd'
const DOMAIN = 'lists.luzarra.example'
const MISSING = 'OpenSMTPD (Debian: opensmtpd) is not installed, or this is not root'
const there = process.getuid?.() === 0 && spawnSync(PROGRAM, ['-h']).error === undefined
const nothing = () => Promise.reject(Object.assign(new Error('none'), { code: 'ENOTFOUND' }))

/** The post office: what is for the lists goes to the door, the rest to the sink. */
async function openOffice(
  folder: string,
  { port, door, sink }: { port: number; door: number; sink: number },
) {
  const file = join(folder, 'smtpd.conf')
  const text = [
    `listen on 127.0.0.1 port ${port}`,
    `action "lists" relay host "lmtp://127.0.0.1:${door}"`,
    `action "out" relay host "smtp://127.0.0.1:${sink}"`,
    `match from any for domain "${DOMAIN}" action "lists"`,
    'match from any for any action "out"',
  ]
  writeFileSync(file, `${text.join('\n')}\n`)
  chmodSync(file, 0o600)
  const office = spawn(PROGRAM, ['-d', '-f', file], { stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [office.stdout, office.stderr])
    stream.on('data', (part: Buffer) => (said += part.toString()))
  const over = new Promise<void>((resolve) => office.once('exit', () => resolve()))
  await until(
    () => /starting/.test(said),
    () => said,
  )
  await pause(500)
  return {
    said: () => said,
    async close() {
      office.kill('SIGTERM')
      await over
    },
  }
}

/** Waits for something that comes; says what was said when it does not. */
async function until(holds: () => boolean | Promise<boolean>, said: () => string): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    if (await holds()) return
    await pause(100)
  }
  assert.fail(`it did not come: ${said().slice(-3000)}`)
}

async function does(city: TestCity, name: string, values: object): Promise<void> {
  const action = lists.actions.find((one) => one.name === name)
  assert.ok(action)
  const as = { person: null, address: 'test', device: 'test', language: 'en', operator: true }
  await perform(city.city, action, as, { values: { ...values }, form: false })
}

async function count(city: TestCity, what: 'message' | 'subscriber'): Promise<unknown> {
  const query =
    what === 'message'
      ? sql`select count(*)::integer as n from lists.message`
      : sql`select count(*)::integer as n from lists.subscriber`
  return (await city.rows(query))[0]?.['n']
}

test('a message goes through a real mail server to the list and from the list to its subscribers', async (t) => {
  if (!there) {
    if (process.env['CI'] === 'true') throw new Error(MISSING)
    t.skip(MISSING)
    console.log(`Skipped: ${MISSING}`)
    return
  }
  const folder = mkdtempSync(join(tmpdir(), 'cityright-office-'))
  const [sink, port] = [await openSink(), await freePort()]
  const environment = { SMTP_URL: `smtp://127.0.0.1:${port}`, LIST_DOMAIN: DOMAIN }
  const city = await openCity(undefined, { ...environment, LIST_LMTP: 'yes' })
  const door = await openDoor(city.city, city.city.settings, nothing)
  const sinkPort = Number(new URL(sink.url).port)
  const office = await openOffice(folder, { port, door: door.port, sink: sinkPort })
  const mailer = createTransport({ host: '127.0.0.1', port, ignoreTLS: true })
  try {
    const about = { title: 'Rights', about: 'Cities ask.', kind: 'open' }
    await does(city, 'lists.open', { ...about, name: 'rights', domain: DOMAIN })
    const from = 'bo@ghent.example'
    await mailer.sendMail({ from, to: `rights-join@${DOMAIN}`, text: 'hello' })
    await until(async () => (await count(city, 'subscriber')) === 1, office.said)
    await city.work()
    await until(() => sink.to(from).length === 1, office.said)
    const letter = sink.to(from)[0]?.raw.replace(/=\r\n/g, '') ?? ''
    const to = /rights-confirm\+[0-9a-z]+@[a-z.]+/.exec(letter)?.[0]
    await mailer.sendMail({ from, to, text: 'yes' })
    const on = sql`select 1 from lists.subscriber where state = 'on'`
    await until(async () => (await city.rows(on)).length === 1, office.said)
    const mail = { from: 'anna@lyon.example', subject: 'Lamps', text: 'From outside' }
    await mailer.sendMail({ ...mail, to: `rights@${DOMAIN}`, messageId: '<o1@lyon.example>' })
    await until(async () => (await count(city, 'message')) === 1, office.said)
    const [row] = await city.rows(sql`select id, message_id, state from lists.message`)
    assert.deepEqual([row?.['message_id'], row?.['state']], ['<o1@lyon.example>', 'held'])
    await does(city, 'lists.judge', { list: 'rights', message: row?.['id'], verdict: 'sent' })
    await city.work()
    await until(() => sink.to(from).length === 2, office.said)
    const got = sink.to(from)[1]
    assert.match(got?.raw ?? '', /From outside/)
    assert.match(got?.raw ?? '', /^List-Id: <rights\.lists\.luzarra\.example>/im)
    assert.match(got?.from ?? '', /^rights-bounces\+/)
  } finally {
    mailer.close()
    await office.close()
    await door.close()
    await city.close()
    await sink.close()
    rmSync(folder, { recursive: true, force: true })
  }
})
