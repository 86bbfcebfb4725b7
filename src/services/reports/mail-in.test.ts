import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { after, before, test } from 'node:test'
import { sql } from '#core/database'
import { openCity, type Somebody, type TestCity } from '#test/city'
import { openDoor } from '#test/shell'
import { promise } from '#test/promise'
import { createTransport, type Transporter } from 'nodemailer'
import * as can from './actions/index.ts'
import { lamp } from './trial.ts'

const TO = 'reports@luzarra.example'
const nobody = () => Promise.reject(Object.assign(new Error('none'), { code: 'ENOTFOUND' }))
/** A domain that disowns what it did not sign. */
const strict = async (domain: string) =>
  domain === '_dmarc.bank.example' ? [['v=DMARC1; p=reject']] : nobody()

let city: TestCity
let anybody: Somebody
let lead: Somebody
let mailer: Transporter
let close: () => Promise<void>
before(async () => {
  city = await openCity()
  anybody = city.anybody
  lead = await city.official('dora', 'unit-lead', 'lighting')
  const door = await openDoor(city.city, city.city.settings, strict)
  mailer = createTransport({ host: '127.0.0.1', port: door.port, secure: false, ignoreTLS: true })
  close = () => door.close()
})
after(async () => {
  mailer.close()
  await close()
  await city.close()
})

/** Sends a message byte for byte, as a mail server hands it on. */
async function sends(raw: string, from = 'amina@example.org', to = TO): Promise<string> {
  const message = { envelope: { from, to: [to] }, raw: raw.replace(/\r?\n/g, '\r\n') }
  try {
    const { response } = await mailer.sendMail(message)
    return String(response).slice(0, 3)
  } catch (failure) {
    return String((failure as { responseCode?: number }).responseCode)
  }
}

const count = async () =>
  (
    await city.rows(sql`select (select count(*) from reports.report)::integer as reports,
      (select count(*) from reports.draft)::integer as drafts`)
  )[0]

async function lettersTo(address: string) {
  await city.work()
  return (await city.letters()).filter(({ to }) => to === address)
}

/** A photo as a telephone takes it, with the place written into it: by the harbour of Luzarra. */
async function photo(lon = '12/1 27/1 0/1'): Promise<string> {
  const { default: sharp } = await import('sharp')
  const create = { width: 800, height: 600, channels: 3, background: '#567' } as const
  const exif = {
    IFD3: {
      GPSLatitudeRef: 'N',
      GPSLatitude: '36/1 55/1 48/1',
      GPSLongitudeRef: 'E',
      GPSLongitude: lon,
    },
  }
  const bytes = await sharp({ create }).withExif(exif).jpeg().toBuffer()
  return bytes.toString('base64').replace(/.{76}/g, '$&\r\n')
}

/** As the mail program of a telephone writes: text, photo, text, in one multipart. */
const iphone = (id: string, image: string, from = 'Amina Example <amina@example.org>') =>
  `From: ${from}
To: ${TO}
Subject: Farola apagada
Message-ID: <${id}@mail.example.org>
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=Apple-Mail-1

--Apple-Mail-1
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: quoted-printable

La farola est=C3=A1 apagada, llame a la Sra. Ada Vell, +34 612 345 678
--Apple-Mail-1
Content-Type: image/jpeg; name="IMG_0001.jpeg"
Content-Disposition: inline; filename="IMG_0001.jpeg"
Content-Transfer-Encoding: base64

${image}
--Apple-Mail-1
Content-Type: image/heic; name="IMG_0002.heic"
Content-Disposition: attachment; filename="IMG_0002.heic"
Content-Transfer-Encoding: base64

AAAAGGZ0eXBoZWljAAAAAG1pZjFoZWlj
--Apple-Mail-1
Content-Type: text/plain; charset=utf-8

Enviado desde mi iPhone
--Apple-Mail-1--
`

test('a mail with a photo that knows its place is a report at once, masked, and its sender gets number and link', async () => {
  const before = await count()
  assert.equal(await sends(iphone('one', await photo())), '250')
  assert.equal((await count())?.['reports'], Number(before?.['reports']) + 1)
  const [row] =
    await city.rows(sql`select 'R-' || number as number, source, language, text, district,
    photos, original from reports.report order by number desc limit 1`)
  assert.deepEqual(
    { ...row, number: 0, original: row?.['original'] !== null },
    {
      number: 0,
      source: 'email',
      language: 'es',
      text: 'Farola apagada\n\nLa farola está apagada, llame a la Sra. •••, •••',
      district: 'puerto-viejo',
      photos: 1,
      original: true,
    },
  )
  const [letter, more] = await lettersTo('amina@example.org')
  assert.equal(more, undefined)
  assert.equal(letter?.headers?.['Auto-Submitted'], 'auto-replied')
  assert.match(letter?.subject ?? '', new RegExp(`Ha llegado su aviso ${String(row?.['number'])}`))
  assert.match(letter?.text ?? '', /No se guardó un archivo/, 'the HEIC is refused with a word')
  const path = /http\S+(\/reports\/mine\/\w+)/.exec(letter?.text ?? '')?.[1] ?? ''
  const mine = await anybody.opens(path)
  assert.equal(mine.status, 200)
  assert.match(mine.text, /La farola está apagada/)
})

test('no table of the city has the address, the name or what is hidden; the vault alone has them', async () => {
  const rows = await city.rows(sql`select string_agg(x::text, ' ') as all from (
    select to_jsonb(r) as x from reports.report r union all select to_jsonb(e) from reports.event e
    union all select to_jsonb(m) from reports.mailed m union all select to_jsonb(j) from jobs.job j) as t`)
  assert.doesNotMatch(String(rows[0]?.['all']), /amina@|Amina|612 345 678|Ada Vell/)
})

test('the same message again is the same report, and is answered once', async () => {
  promise('P4.6')
  const raw = iphone('twice', await photo(), 'berta@example.org')
  const before = await count()
  assert.deepEqual(await Promise.all([sends(raw), sends(raw)]), ['250', '250'])
  assert.equal(await sends(raw), '250')
  assert.equal((await count())?.['reports'], Number(before?.['reports']) + 1)
  assert.equal((await lettersTo('berta@example.org')).length, 1)
})

const plain = (id: string, more = '', from = 'omar@example.org') =>
  `From: ${from}\nTo: ${TO}\nSubject: =?UTF-8?B?2YXYtdio2KfYrQ==?=\nMessage-ID: <${id}@x.example>\n${more}MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n${Buffer.from('المصباح في شارعنا معطل منذ يوم الاثنين').toString('base64')}\n`

test('a mail without a place waits under a link that only its sender gets, and nothing of it is lost', async () => {
  promise('P4.6')
  const before = await count()
  assert.equal(await sends(plain('waits')), '250')
  assert.deepEqual(await count(), { ...before, drafts: Number(before?.['drafts']) + 1 })
  const [letter] = await lettersTo('omar@example.org')
  assert.match(letter?.subject ?? '', /أين هو/)
  const draft = /\/reports\/new\/(\w+)\/what\?proposed=yes/.exec(letter?.text ?? '')?.[1] ?? ''
  assert.match((await anybody.opens(`/reports/new/${draft}/details`)).text, /معطل منذ يوم الاثنين/)
  await anybody.does(can.choose, { draft, category: 'lamp-out' })
  await anybody.does(can.tell, { draft, answers: { fault: 'dark' } })
  await anybody.does(can.locate, { draft, lat: 36.93, lon: 12.45 })
  const { number } = await anybody.does(can.submit, { draft })
  const [row] = await city.rows(
    sql`select source, language from reports.report where 'R-' || number = ${number}`,
  )
  assert.deepEqual(row, { source: 'email', language: 'ar' })
  assert.equal((await lettersTo('omar@example.org')).length, 2, 'the number comes by mail as well')
})

test('what a machine wrote and what failed makes no report and is never answered; a list is told that it is not taken', async () => {
  promise('P4.6')
  const before = await count()
  for (const [n, header] of [
    'Auto-Submitted: auto-replied\n',
    'Precedence: bulk\n',
    'X-Autoreply: yes\n',
  ].entries())
    assert.equal(await sends(plain(`auto${n}`, header, 'robot@example.org')), '250', header)
  const list = plain('listed', 'List-Id: <all.example.org>\n', 'robot@example.org')
  assert.equal(await sends(list), '554', 'its own server tells whoever runs it')
  const robot = 'List-Id: <all.example.org>\nPrecedence: bulk\n'
  assert.equal(await sends(plain('newsletter', robot, 'robot@example.org')), '250')
  assert.equal(await sends(plain('bounce', '', 'robot@example.org'), ''), '250')
  assert.equal(await sends(plain('own', '', TO)), '250')
  assert.deepEqual(await count(), before)
  assert.deepEqual(await lettersTo('robot@example.org'), [])
})

test('a forged sender whose domain disowns the mail is refused, so that nobody gets an answer to what they did not write', async () => {
  const before = await count()
  assert.equal(await sends(plain('forged', '', 'chief@bank.example'), 'chief@bank.example'), '554')
  assert.equal(await sends(plain('none', '', 'no address')), '554')
  assert.deepEqual(await count(), before)
})

/** A report whose reporter left an address, and the address under which an answer to its letters finds it. */
async function reported(email: string) {
  const { number, code } = await anybody.does(can.report, { ...lamp, email })
  const [letter] = await lettersTo(email)
  return { number, code, way: letter?.replyTo ?? '' }
}

const answer = (id: string, text: string, from = 'carla@example.org') =>
  `From: ${from}\nTo: x@y.example\nSubject: Re: question\nMessage-ID: <${id}@x.example>\nContent-Type: text/plain; charset=utf-8\n\n${text}\n`

test('an answer to a question of the city lets work go on, without what it quotes; the whole is in the vault', async () => {
  const { number, code, way } = await reported('carla@example.org')
  assert.match(way, /^reports\+[0-9a-z]{20,}@luzarra\.example$/)
  await lead.does(can.ask, { number, version: 1, text: 'Which lamp?' })
  const [question] = await lettersTo('carla@example.org')
  assert.equal(question?.replyTo, way)
  const quoted = (question?.text ?? '').replace(/^/gm, '> ')
  const text = `The second, ask don Julio Ferro.\n\nOn Fri, 27 Nov 2026 at 10:12, Luzarra <city@luzarra.example> wrote:\n${quoted}`
  assert.equal(await sends(answer('a1', text), 'carla@example.org', way), '250')
  assert.equal(await sends(answer('a1', text), 'carla@example.org', way), '250')
  const events = await city.rows(sql`select kind, text from reports.event
    where report = ${Number(number.slice(2))} and kind in ('replied', 'wrote') order by id`)
  assert.deepEqual(events, [{ kind: 'replied', text: 'The second, ask don •••.' }])
  const mine = (await anybody.opens(`/reports/mine/${code}`)).text
  assert.doesNotMatch(mine, /Julio Ferro/)
  await lead.does(can.readWords, { number, reason: 'To know whom to ask' })
  assert.match((await lead.opens(`/reports/desk/${number}/words`)).text, /don Julio Ferro/)
})

test('an answer is known by its address alone: with the secret it comes in, without it it is another mail', async () => {
  const { number, way } = await reported('dario@example.org')
  const kinds = () =>
    city.rows(sql`select kind, audience from reports.event
      where report = ${Number(number.slice(2))} and kind <> 'received'`)
  const guessed = way.replace(/(.)@/, (_, last) => `${last === '0' ? '1' : '0'}@`)
  assert.equal(await sends(answer('b1', 'Guessed'), 'x@y.example', guessed), '550')
  assert.deepEqual(await kinds(), [])
  assert.equal(
    await sends(answer('b2', 'It blinks now', 'other@example.org'), 'o@x.example', way),
    '250',
  )
  assert.deepEqual(await kinds(), [{ kind: 'wrote', audience: 'reporter' }])
  assert.deepEqual(await lettersTo('other@example.org'), [], 'nothing goes out to whoever answers')
})

test('files that cannot be kept with an answer are told to the address that was left, and to no machine', async () => {
  const { number, way } = await reported('elsa@example.org')
  const told = async () =>
    (await lettersTo('elsa@example.org')).filter(({ subject }) => / not kept /.test(subject))
  const raw = iphone('heic-answer', await photo(), 'Somebody <other@example.org>')
  assert.equal(await sends(raw, 'other@example.org', way), '250')
  const [letter, ...more] = await told()
  assert.deepEqual(more, [])
  assert.match(letter?.text ?? '', /one file that came with it was not kept.*HEIC/s)
  assert.equal(letter?.headers?.['Auto-Submitted'], 'auto-replied')
  assert.deepEqual(await lettersTo('other@example.org'), [])
  const kept = await city.rows(
    sql`select 1 as n from reports.photo where report = ${Number(number.slice(2))}`,
  )
  assert.equal(kept.length, 1)
  const machine = raw.replace('Subject:', 'Auto-Submitted: auto-replied\nSubject:')
  assert.equal(await sends(machine.replace('heic-answer', 'heic-2'), 'x@y.example', way), '250')
  assert.equal((await told()).length, 1)
})

test('more than ten messages of one address in an hour wait at their own server', async () => {
  const before = await count()
  for (let n = 0; n < 10; n += 1) await sends(plain(`many${n}`, '', 'eager@example.org'))
  assert.equal(await sends(plain('many10', '', 'eager@example.org')), '451')
  assert.equal(Number((await count())?.['drafts']), Number(before?.['drafts']) + 10)
})

test('a sender that breaks off in the middle of a message leaves nothing behind', async () => {
  const before = await count()
  const { port } = mailer.options as { port: number }
  const [mark] = [Buffer.from('354')]
  await new Promise<void>((resolve) => {
    const lines = [`EHLO x`, 'MAIL FROM:<a@b.example>', `RCPT TO:<${TO}>`, 'DATA']
    const socket = connect(port, '127.0.0.1', () => socket.write(`${lines.join('\r\n')}\r\n`))
    socket.on('data', (told) => {
      if (told.includes(mark)) socket.write('Subject: half', () => socket.destroy())
    })
    socket.on('close', () => resolve())
  })
  assert.deepEqual(await count(), before)
})

test('a header inside a header reaches nobody, and the letter goes to the one address', async () => {
  const injected = plain('inject', '', 'eve@example.org').replace(
    'Subject: ',
    'Subject: =?UTF-8?Q?a=0D=0ABcc:_all@example.org?=\nX-Other: ',
  )
  assert.equal(await sends(injected, 'eve@example.org'), '250')
  const letters = await lettersTo('eve@example.org')
  assert.equal(letters.length, 1)
  assert.deepEqual(await lettersTo('all@example.org'), [])
})
