import assert from 'node:assert/strict'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { after, before, beforeEach, test } from 'node:test'
import { Refusal } from '#core/kernel'
import { Personal } from '#core/vault'
import { type Letter, type Mail, openMail } from './index.ts'

const from = 'City of Luzarra <city@luzarra.example>'
const letter: Letter = {
  to: 'amina@example.org',
  subject: 'Your report R-1',
  text: 'Good morning,\nthe lamp is repaired.\n',
  language: 'en',
}
interface Delivered {
  readonly to: string[]
  readonly lines: string[]
}

let server: Server
let delivered: Delivered[] = []
let refuse: string | undefined
let mail: Mail

/** A post office that knows just enough of RFC 5321. */
async function speak(socket: Socket): Promise<void> {
  const say = (line: string) => socket.write(`${line}\r\n`)
  let letterNow: Delivered = { to: [], lines: [] }
  let inside = false
  say('220 post.example ready')
  for await (const line of createInterface({ input: socket })) {
    const verb = line.slice(0, 4).toUpperCase()
    if (inside && line === '.') {
      inside = false
      delivered.push(letterNow)
      letterNow = { to: [], lines: [] }
      say('250 taken')
    } else if (inside) letterNow.lines.push(line.replace(/^\.\./, '.'))
    else if (verb === 'QUIT') return void socket.end('221 bye\r\n')
    else if (verb === 'RCPT' && refuse) say(refuse)
    else {
      if (verb === 'RCPT') letterNow.to.push(line)
      inside = verb === 'DATA'
      say(inside ? '354 go on' : '250 fine')
    }
  }
}

before(async () => {
  server = createServer((socket) => void speak(socket).catch(() => socket.destroy()))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  assert.ok(address && typeof address === 'object')
  mail = openMail({ smtp: `smtp://127.0.0.1:${address.port}`, from })
})
after(async () => {
  await mail.close()
  server.close()
})
beforeEach(() => {
  delivered = []
  refuse = undefined
})

function headersOf({ lines }: Delivered): Map<string, string> {
  const head = lines.slice(0, lines.indexOf('')).join('\n').replace(/\n\s+/g, ' ')
  return new Map(
    head
      .split('\n')
      .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]),
  )
}

test('a letter goes out as plain text that says its language and that a machine wrote it', async () => {
  const { id } = await mail.send({ ...letter, language: 'es', text: 'La farola está arreglada.' })
  const [sent] = delivered
  assert.ok(sent)
  const head = headersOf(sent)
  assert.equal(head.get('From'), from)
  assert.equal(head.get('To'), 'amina@example.org')
  assert.equal(head.get('Content-Language'), 'es')
  assert.equal(head.get('Auto-Submitted'), 'auto-generated')
  assert.equal(head.get('Content-Type'), 'text/plain; charset=utf-8')
  assert.equal(head.get('Message-ID'), id)
  assert.match(id, /^<[^@]+@luzarra\.example>$/)
  assert.ok(head.has('Date'))
  assert.equal(head.has('X-Mailer'), false)
  assert.match(sent.lines.join('\n'), /La farola est=C3=A1 arreglada\./)
})

test('the same letter sent twice carries the same number, so that one of them can be dropped', async () => {
  const [first, second] = [
    await mail.send({ ...letter, key: 'job-1' }),
    await mail.send({ ...letter, key: 'job-1' }),
  ]
  const other = await mail.send({ ...letter, key: 'job-2' })
  assert.equal(first.id, second.id)
  assert.notEqual(first.id, other.id)
})

test('a subject with line ends in it cannot add a header or a receiver', async () => {
  await mail.send({
    ...letter,
    subject: 'Lamp\r\nBcc: all@example.org\r\n\r\nBuy this',
    language: 'en\r\nX-Bad: 1',
  })
  const [sent] = delivered
  assert.ok(sent)
  assert.deepEqual(sent.to, ['RCPT TO:<amina@example.org>'])
  const head = headersOf(sent)
  assert.equal(head.get('Subject'), 'Lamp Bcc: all@example.org Buy this')
  assert.equal(head.has('Bcc') || head.has('X-Bad'), false)
})

test('what is no single address is refused, and the refusal does not repeat it', async () => {
  const wrong = [
    'amina@example.org, bruno@example.org',
    'amina@example.org\r\nBcc: bruno@example.org',
    '<amina@example.org>',
    '"amina bruno"@example.org',
    'amina',
    '',
  ]
  for (const to of wrong) {
    await assert.rejects(mail.send({ ...letter, to }), (refusal: unknown) => {
      return refusal instanceof Refusal && !JSON.stringify(refusal).includes('bruno')
    })
  }
  assert.equal(delivered.length, 0)
})

test('a personal address is opened for the letter alone, and only when its purpose allows letters', async () => {
  const to = new Personal('amina@example.org', 'reports.confirm', ['mail'])
  await mail.send({ ...letter, to })
  assert.deepEqual(delivered[0]?.to, ['RCPT TO:<amina@example.org>'])
  const shown = new Personal('amina@example.org', 'reports.contact-back', ['staff-view'])
  await assert.rejects(mail.send({ ...letter, to: shown }), /does not name the sink mail/)
  assert.equal(delivered.length, 1)
})

test('when the post office refuses, the failure says why but not whom', async () => {
  refuse = '550 5.1.1 <amina@example.org> user unknown'
  await assert.rejects(mail.send(letter), (failure: unknown) => {
    assert.ok(failure instanceof Error)
    assert.equal(failure.message, 'the letter was not taken: EENVELOPE 550 5.1.1')
    assert.doesNotMatch(JSON.stringify({ ...failure }) + String(failure.stack), /amina/)
    return true
  })
})

test('a post office that does not answer is a failure to try again, not a crash', async () => {
  const nobody = openMail({ smtp: 'smtp://127.0.0.1:1', from })
  await assert.rejects(nobody.send(letter), /the letter was not taken: (?:ESOCKET|ECONN)/)
  await nobody.close()
})

test('beyond this machine a letter travels encrypted or not at all', async () => {
  const plain = openMail({ smtp: 'smtp://0.0.0.0:1', from })
  await plain.close()
  assert.throws(() => openMail({ smtp: 'http://post.example', from }), /smtp/)
  assert.throws(() => openMail({ from }), /SMTP server or a mailbox/)
})

test('the sample city keeps its letters in a mailbox, the latest first, two hundred of them', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'mailbox-'))
  let minute = 0
  const clock = () => new Date(Date.UTC(2026, 2, 2, 8, (minute += 1))).toISOString()
  const box = openMail({ mailbox: join(folder, 'box'), from, clock })
  assert.deepEqual(await box.listLetters(), [])
  for (let n = 1; n <= 230; n += 1) await box.send({ ...letter, subject: `Letter ${n}` })
  const letters = await box.listLetters()
  assert.equal(letters.length, 200)
  assert.deepEqual(
    [letters[0]?.subject, letters[0]?.to, letters[199]?.subject],
    ['Letter 230', 'amina@example.org', 'Letter 31'],
  )
  assert.equal((await stat(join(folder, 'box'))).mode & 0o077, 0, 'nobody else may look into it')
  await rm(folder, { recursive: true })
})
