/** One conversation with two doors: what comes by mail, what goes out, and the failures other lists are known for. */
import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { dkimSign } from 'mailauth/lib/dkim/sign.js'
import { dkimVerify } from 'mailauth/lib/dkim/verify.js'
import { createPublicKey } from 'node:crypto'
import type { Somebody } from '#test/city'
import { sql } from '#test/city'
import { judge } from './actions/moderate.ts'
import { write } from './actions/write.ts'
import { DOMAIN, headersOf, type Hub, hubOf, LIST, lyon } from './trial.ts'
import { promise } from '#test/promise'

let hub: Hub
let amina: Somebody
before(async () => {
  hub = await hubOf()
  amina = await hub.city.resident('amina')
  await hub.subscribe('rights@lyon.example', undefined, 'Lyon, digital rights')
  await hub.subscribe('amina@luzarra.example', amina, 'Luzarra')
})
after(() => hub.close())
beforeEach(() => {
  hub.sink.taken.length = 0
})

const from = 'Anna Meyer <rights@lyon.example>'
const decoded = (raw: string) =>
  raw
    .replace(/=\r\n/g, '')
    .replace(/(?:=[0-9A-F]{2})+/g, (bytes) =>
      Buffer.from(bytes.replaceAll('=', ''), 'hex').toString('utf8'),
    )

async function letThrough(): Promise<void> {
  const waits = await hub.city.rows(sql`select id from lists.message where state = 'held'`)
  for (const { id } of waits)
    await hub.secretariat.does(judge, { list: 'rights', message: String(id), verdict: 'sent' })
  await hub.city.work()
}

test('the first message of a subscriber waits, its author is told once, and what follows goes out at once', async () => {
  await hub.sendSigned({
    from,
    subject: 'Lamps',
    text: 'Who has sensors?',
    messageId: '<a1@lyon.example>',
  })
  assert.deepEqual(await hub.states(), ['held first-message'])
  await hub.city.work()
  const told = hub.sink.to('rights@lyon.example')
  assert.equal(told.length, 1)
  assert.match(decoded(told[0]?.raw ?? ''), /Somebody looks at it before it goes out/)
  assert.equal(headersOf(told[0]?.raw ?? '').get('auto-submitted'), 'auto-replied')
  await letThrough()
  hub.sink.taken.length = 0
  await hub.sendSigned({ from, subject: 'Bins', text: 'And bins?', messageId: '<a2@lyon.example>' })
  await hub.city.work()
  assert.deepEqual(await hub.states(), ['sent first-message', 'sent'])
  assert.equal(hub.sink.taken.length, 2, 'to everybody, the author among them')
})

test('author and list stand inside one quoted phrase, answers go to the list, and the author’s address nowhere', async () => {
  await hub.sendSigned({
    from,
    replyTo: 'anna.private@lyon.example',
    subject: 'Trees',
    text: 'Write to anna.meyer@lyon.example or here.',
    messageId: '<a3@lyon.example>',
  })
  await hub.city.work()
  const [sent] = hub.sink.to('amina@luzarra.example')
  assert.ok(sent)
  const head = headersOf(sent.raw)
  assert.equal(head.get('from'), `"Lyon, digital rights (via Digital rights)" <${LIST}>`)
  assert.equal(head.get('reply-to'), LIST)
  assert.equal(head.get('to'), LIST)
  assert.equal(head.get('subject'), '[rights] Trees')
  assert.doesNotMatch(sent.raw, /anna|rights@lyon/i)
  assert.match(decoded(sent.raw), /Write to …@lyon\.example or here/)
})

test('every header a list owes is there, and one click suffices to leave', async () => {
  await hub.sendSigned({ from, subject: 'Parks', text: 'Parks?', messageId: '<a4@lyon.example>' })
  await hub.city.work()
  const [sent] = hub.sink.to('amina@luzarra.example')
  const head = headersOf(sent?.raw ?? '')
  assert.equal(head.get('list-id'), `<rights.${DOMAIN}>`)
  assert.equal(head.get('list-post'), `<mailto:${LIST}>`)
  assert.match(head.get('list-archive') ?? '', /^<http.*\/lists\/rights>$/)
  assert.match(head.get('list-help') ?? '', /^<http/)
  assert.match(head.get('archived-at') ?? '', /^<http.*\/lists\/rights\/messages\/[0-9a-f-]+>$/)
  assert.equal(head.get('list-unsubscribe-post'), 'List-Unsubscribe=One-Click')
  assert.match(
    head.get('list-unsubscribe') ?? '',
    /^<http[^>]*\/lists\/mine\/[0-9a-z]+\/leave>, <mailto:rights-leave\+[0-9a-z]+@lists\.luzarra\.example>$/,
  )
  assert.equal(head.get('message-id'), '<a4@lyon.example>')
  assert.match(sent?.from ?? '', /^rights-bounces\+[0-9a-z]+@lists\.luzarra\.example$/)
})

test('what goes out is signed, unsubscribe headers too, and stands folding and further spaces on its way', async () => {
  await hub.sendSigned({ from, subject: 'Bees', text: 'Bees?', messageId: '<a5@lyon.example>' })
  await hub.city.work()
  const raw = hub.sink.taken[0]?.raw ?? ''
  const { lists, keys } = hub.city.city.settings
  assert.equal(lists.domain, DOMAIN)
  const { readFileSync } = await import('node:fs')
  const pem = readFileSync(`${keys}/list-dkim.pem`, 'utf8')
  const der = createPublicKey(pem).export({ type: 'spki', format: 'der' }).toString('base64')
  const resolver = (name: string) =>
    Promise.resolve(name === `cityright._domainkey.${DOMAIN}` ? [[`v=DKIM1; k=rsa; p=${der}`]] : [])
  const folded = raw.replace(/^Subject: \[rights\] Bees/m, 'Subject:  [rights]   Bees')
  assert.notEqual(folded, raw)
  for (const text of [raw, folded]) {
    const { results } = await dkimVerify(Buffer.from(text), { resolver })
    assert.equal(results[0]?.status.result, 'pass')
    assert.match(results[0]?.signingHeaders?.keys ?? '', /List-Unsubscribe-Post/i)
  }
  const forged = await dkimVerify(Buffer.from(raw.replace('Bees?', 'Bees!')), { resolver })
  assert.notEqual(forged.results[0]?.status.result, 'pass')
})

/** A message signed over its very bytes: `simple` forgives nothing (RFC 6376 3.4.1). */
async function signedSimply(id: string): Promise<string> {
  const head = [`From: ${from}`, `To: ${LIST}`, 'Subject:  two   spaces', `Message-ID: ${id}`]
  const plain = [...head, '', 'Trailing  spaces  ', ''].join('\r\n')
  const by = { signingDomain: 'lyon.example', selector: 's1', privateKey: lyon.key }
  const canonicalization = 'simple/simple'
  const signatureData = [{ ...by, canonicalization }]
  const { signatures } = await dkimSign(plain, { ...by, canonicalization, signatureData })
  assert.match(signatures, /c=simple\/simple/)
  return signatures + plain
}

test('a signature over simple bytes holds as long as no byte is changed, and is broken by one space', async () => {
  await hub.sendRaw('rights@lyon.example', await signedSimply('<simple1@lyon.example>'))
  const changed = await signedSimply('<simple2@lyon.example>')
  await hub.sendRaw('rights@lyon.example', changed.replace('two   spaces', 'two  spaces'))
  const rows = await hub.city.rows(sql`select message_id, state, because from lists.message
    where message_id like '<simple%' order by message_id`)
  assert.deepEqual(rows, [
    { message_id: '<simple1@lyon.example>', state: 'sent', because: null },
    { message_id: '<simple2@lyon.example>', state: 'held', because: 'proof-failed' },
  ])
})

test('a forged sender waits and is never dropped, and its owner is not flooded with notices', async () => {
  promise('P6.12')
  const before = await hub.count('message')
  await hub.city.work()
  hub.sink.taken.length = 0
  for (const number of [1, 2, 3])
    await hub.send({
      from,
      subject: 'Win',
      text: `Now ${number}`,
      messageId: `<f${number}@x.example>`,
    })
  assert.equal(await hub.count('message'), Number(before) + 3)
  await hub.city.work()
  assert.equal(hub.sink.taken.length, 0, 'told in the last seven days already')
})

test('who does not get the list is told once that the message waits, and the address is forgotten after that', async () => {
  await hub.send({
    from: 'Bob <bob@nowhere.example>',
    subject: 'Hello',
    text: 'I am Bob.',
    messageId: '<b1@nowhere.example>',
  })
  await hub.city.work()
  assert.equal(hub.sink.to('bob@nowhere.example').length, 1)
  const [row] = await hub.city.rows(sql`select state, because, notice from lists.message
    where message_id = '<b1@nowhere.example>'`)
  assert.deepEqual(row, { state: 'held', because: 'proof-missing', notice: null })
})

test('a message in HTML alone arrives with its words and its files, without pictures, scripts or trackers', async () => {
  const pdf = Buffer.from('%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n')
  await hub.sendSigned({
    from,
    subject: 'Plan',
    messageId: '<h1@lyon.example>',
    html: '<style>p{}</style><p>The <b>plan</b> &amp; more</p><img src="https://spy.example/x.gif"><script>alert(1)</script>',
    attachments: [
      { filename: 'plan.pdf', content: pdf },
      { filename: 'virus.exe', content: Buffer.from('MZ not a document') },
    ],
  })
  await hub.city.work()
  const [row] = await hub.city
    .rows(sql`select m.thread, m.body, m.lost_files, f.id, f.name from lists.message m
    join lists.file f on f.message = m.id where m.message_id = '<h1@lyon.example>'`)
  assert.match(String(row?.['body']), /^The plan & more$/)
  assert.deepEqual([row?.['name'], row?.['lost_files']], ['plan.pdf', 1])
  const sent = decoded(hub.sink.to('amina@luzarra.example')[0]?.raw ?? '')
  assert.match(sent, /plan\.pdf: http.*\/lists\/rights\/files\//)
  assert.doesNotMatch(sent, /spy\.example|<script|alert|p\{\}/)
  const file = await hub.city.anybody.opens(`/lists/rights/files/${String(row?.['id'])}`)
  assert.equal(file.status, 200)
  assert.match(String(file.headers['content-disposition']), /^attachment/)
  const page = await hub.city.anybody.opens(`/lists/rights/threads/${String(row?.['thread'])}`)
  assert.match(page.text, /1 file was too large or of a kind that is not kept/)
})

test('somebody in Cc who also gets the list gets it once, with the headers of the list, and stands in no header', async () => {
  await hub.sendSigned({
    from,
    cc: ['amina@luzarra.example', 'amina@luzarra.example'],
    subject: 'Copies',
    text: 'One each.',
    messageId: '<c1@lyon.example>',
  })
  await hub.city.work()
  const copies = hub.sink.to('amina@luzarra.example')
  assert.equal(copies.length, 1)
  assert.equal(headersOf(copies[0]?.raw ?? '').has('cc'), false)
  assert.doesNotMatch(copies[0]?.raw ?? '', /amina@/)
})

test('who writes on the web gets an own copy like everybody, under the list’s own address', async () => {
  await amina.does(write, { list: 'rights', subject: 'From the web', text: 'Hello by web' })
  await letThrough()
  const own = hub.sink.to('amina@luzarra.example').filter(({ raw }) => /Hello by web/.test(raw))
  assert.equal(own.length, 1)
  const head = headersOf(own[0]?.raw ?? '')
  assert.equal(head.get('from'), `"Luzarra (via Digital rights)" <${LIST}>`)
  assert.match(head.get('dkim-signature') ?? '', /d=lists\.luzarra\.example/)
})

test('an answer by mail stands in the thread it answers, whatever its subject; the same subject alone joins nothing', async () => {
  const [web] = await hub.city.rows(
    sql`select thread, message_id from lists.message where body = 'Hello by web'`,
  )
  const inReplyTo = String(web?.['message_id'])
  await hub.sendSigned({
    from,
    subject: 'Quite different',
    text: 'By mail',
    inReplyTo,
    messageId: '<t1@lyon.example>',
  })
  await hub.sendSigned({
    from,
    subject: 'From the web',
    text: 'New',
    messageId: '<t2@lyon.example>',
  })
  const rows = await hub.city.rows(sql`select message_id, thread from lists.message
    where message_id in ('<t1@lyon.example>', '<t2@lyon.example>') order by message_id`)
  assert.equal(rows[0]?.['thread'], web?.['thread'])
  assert.notEqual(rows[1]?.['thread'], web?.['thread'])
})

test('an answer that came before what it answers is joined with it later', async () => {
  await hub.sendSigned({
    from,
    subject: 'Re: Late',
    text: 'Second',
    references: ['<l1@lyon.example>'],
    messageId: '<l2@lyon.example>',
  })
  await hub.sendSigned({ from, subject: 'Late', text: 'First', messageId: '<l1@lyon.example>' })
  const rows = await hub.city.rows(sql`select distinct thread from lists.message
    where message_id in ('<l1@lyon.example>', '<l2@lyon.example>')`)
  assert.equal(rows.length, 1)
})

test('the same message twice is one message, and what a machine or the list itself wrote is counted, not taken', async () => {
  const before = await hub.count('message')
  await hub.sendSigned({ from, subject: 'Lamps', text: 'Again', messageId: '<a1@lyon.example>' })
  const away = { from, subject: 'Away', text: 'I am away' }
  await hub.sendSigned({ ...away, headers: { 'Auto-Submitted': 'auto-replied' } })
  await hub.sendSigned({ ...away, headers: { 'List-Id': `Rights <rights.${DOMAIN}>` } })
  await hub.sendSigned({ ...away, headers: { 'X-Loop': LIST } })
  assert.equal(await hub.count('message'), before)
  const loops = await hub.city.rows(sql`select why, count from lists.loop order by why`)
  assert.deepEqual(loops, [
    { why: 'automatic', count: 1 },
    { why: 'own-list', count: 2 },
  ])
})

test('an address that is none of the list is refused at the door', async () => {
  await assert.rejects(
    hub.send({ to: `nobody@${DOMAIN}`, from, subject: 'x', text: 'x' }),
    /5\.1\.1 no such address/,
  )
  await assert.rejects(hub.send({ to: 'rights@elsewhere.example', from, text: 'x' }), /5\.1\.1/)
})
