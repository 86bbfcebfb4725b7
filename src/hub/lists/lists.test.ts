/** A list on the web: joining, reading, writing, taking back, leaving; without JavaScript. */
import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { type Somebody, sql } from '#test/city'
import { judge } from './actions/moderate.ts'
import { redact } from './actions/redact.ts'
import { write } from './actions/write.ts'
import { DOMAIN, type Hub, hubOf } from './trial.ts'
import { promise } from '#test/promise'
import { can } from '#test/registered'

let hub: Hub
let amina: Somebody
let code: string
before(async () => {
  hub = await hubOf()
  amina = await hub.city.resident('amina')
  code = await hub.subscribe('amina@luzarra.example', amina, 'Luzarra')
})
after(() => hub.close())
beforeEach(() => {
  hub.sink.taken.length = 0
})

const bounceOf = async (mark = code) => {
  const [row] = await hub.city.rows(sql`select bounce from lists.subscriber where code = ${mark}`)
  return String(row?.['bounce'])
}

test('somebody joins by form, opens the link, presses the button; opening the link alone changes nothing', async () => {
  const asked = await hub.city.anybody.posts('/lists/rights/join', { email: 'bo@ghent.example' })
  assert.equal(asked.status, 303)
  assert.equal(asked.headers['location'], '/lists/rights/asked')
  await hub.city.work()
  const letter = (hub.sink.to('bo@ghent.example')[0]?.raw ?? '').replace(/=\r\n/g, '')
  const link = /lists\/mine\/[0-9a-z]+/.exec(letter)?.[0] ?? ''
  assert.match((await hub.city.anybody.opens(`/${link}`)).text, /Yes, send it to me/)
  const state = () => hub.city.rows(sql`select state from lists.subscriber order by id`)
  assert.deepEqual(await state(), [{ state: 'on' }, { state: 'asked' }])
  assert.equal((await hub.city.anybody.posts(`/${link}/confirmed`)).status, 303)
  assert.deepEqual(await state(), [{ state: 'on' }, { state: 'on' }])
})

test('who asks again learns nothing, and no second letter goes out', async () => {
  const again = await hub.city.anybody.posts('/lists/rights/join', { email: 'Bo+x@Ghent.example' })
  assert.equal(again.headers['location'], '/lists/rights/asked')
  await hub.city.work()
  assert.equal(hub.sink.taken.length, 0)
})

test('somebody joins, confirms and leaves by mail; an answer that a machine gave confirms nothing', async () => {
  const from = 'Chi <chi@turin.example>'
  await hub.send({ to: `rights-join@${DOMAIN}`, from, subject: '', text: '' })
  await hub.city.work()
  const letter = (hub.sink.to('chi@turin.example')[0]?.raw ?? '').replace(/=\r\n/g, '')
  const to = /rights-confirm\+[0-9a-z]+@lists\.luzarra\.example/.exec(letter)?.[0] ?? ''
  const before = await hub.count('subscriber')
  const state = async () =>
    (await hub.city.rows(sql`select state from lists.subscriber order by id desc limit 1`))[0]?.[
      'state'
    ]
  await hub.send({ to, from, headers: { 'Auto-Submitted': 'auto-replied' }, text: 'I am away' })
  assert.equal(await state(), 'asked')
  await hub.send({ to, from, subject: 'Re: yes', text: '' })
  assert.equal(await state(), 'on')
  await hub.send({ to: to.replace('confirm', 'leave'), from, text: '' })
  assert.equal(await hub.count('subscriber'), Number(before) - 1)
})

test('no address stands in the database of the city, in no table, after all of this', async () => {
  promise('P6.12')
  const rows = await hub.city.rows(sql`select s::text as row from lists.subscriber s
    union all select m::text from lists.message m union all select j::text from jobs.job j
    union all select o::text from record.outbox o union all select n::text from lists.notice n`)
  assert.doesNotMatch(JSON.stringify(rows), /bo@ghent|chi@turin|amina@/i)
})

test('who gets the list writes by form, the first time it waits; whoever does not is told what to do', async () => {
  const wrote = await amina.posts('/lists/rights/write', {
    subject: 'Benches',
    text: 'Benches in the shade',
  })
  assert.equal(wrote.headers['location'], '/lists/rights/waits')
  const desk = await hub.secretariat.opens('/lists/rights/desk')
  assert.match(desk.text, /Benches in the shade/)
  assert.match(desk.text, /The first message of this subscriber/)
  const [row] = await hub.city.rows(sql`select id from lists.message where state = 'held'`)
  const judged = await hub.secretariat.posts('/lists/rights/desk/judge', {
    message: String(row?.['id']),
    verdict: 'sent',
  })
  assert.equal(judged.headers['location'], '/lists/rights/desk')
  const again = await amina.posts('/lists/rights/write', {
    subject: 'Trees',
    text: 'Trees in the shade',
  })
  assert.match(String(again.headers['location']), /^\/lists\/rights\/threads\//)
  const bruno = await hub.city.resident('bruno')
  const no = await bruno.posts('/lists/rights/write', { subject: 'Hm', text: 'May I?' })
  assert.equal(no.status, 422)
  assert.match(no.text, /get the list first/)
})

test('an answer stands in its thread, the archive is searched, and each message has a link for good', async () => {
  const [row] = await hub.city.rows(
    sql`select id, thread from lists.message where subject = 'Trees'`,
  )
  const thread = String(row?.['thread'])
  await amina.posts('/lists/rights/write', { thread, text: 'Poplars, for example' })
  const page = await hub.city.anybody.opens(`/lists/rights/threads/${thread}`)
  assert.match(page.text, /Trees in the shade[\s\S]*Poplars, for example/)
  const found = await hub.city.anybody.opens('/lists/rights?words=poplars')
  assert.match(found.text, /1 message found/)
  const link = await hub.city.anybody.opens(`/lists/rights/messages/${String(row?.['id'])}`)
  assert.equal(link.headers['location'], `/lists/rights/threads/${thread}#m-${String(row?.['id'])}`)
})

test('the author takes words back: they are gone everywhere, the place stays, nobody else can', async () => {
  const [row] = await hub.city.rows(
    sql`select id, thread from lists.message where body like 'Poplars%'`,
  )
  const it = { list: 'rights', thread: String(row?.['thread']), message: String(row?.['id']) }
  const bruno = await hub.city.resident('bruna')
  await assert.rejects(bruno.does(redact, it), /not-yours/)
  await amina.does(redact, it)
  const page = await hub.city.anybody.opens(`/lists/rights/threads/${it.thread}`)
  assert.match(page.text, /The words of this message were taken out/)
  assert.doesNotMatch(page.text, /Poplars/)
  assert.match((await hub.city.anybody.opens('/lists/rights?words=poplars')).text, /Nothing found/)
  assert.doesNotMatch((await hub.city.anybody.opens('/lists/rights.mbox')).text, /Poplars/)
  const [entry] = await hub.city.rows(
    sql`select d, by from record.outbox where t = 'lists.redacted'`,
  )
  assert.deepEqual(entry, { d: { list: 'rights', message: it.message }, by: 'role:resident' })
})

test('a muted thread sends nothing more, the others do, and a digest comes once a day to who wants it', async () => {
  const [row] = await hub.city.rows(sql`select thread from lists.message where subject = 'Trees'`)
  const thread = String(row?.['thread'])
  const muted = await hub.city.anybody.posts(`/lists/mine/${code}/mute`, { thread })
  assert.equal(muted.status, 303)
  await hub.city.work()
  hub.sink.taken.length = 0
  await amina.does(write, { list: 'rights', thread, text: 'Nobody muted hears this' })
  await amina.does(write, { list: 'rights', subject: 'Lamps', text: 'Lamps at night' })
  await hub.city.work()
  assert.equal(hub.sink.to('amina@luzarra.example').length, 1)
  await hub.city.anybody.posts(`/lists/mine/${code}/wish`, { rhythm: 'daily', shown: 'Luzarra' })
  hub.sink.taken.length = 0
  hub.city.today('2026-03-03T05:30:00.000Z')
  await hub.city.work()
  const digests = hub.sink.to('amina@luzarra.example')
  assert.equal(digests.length, 1)
  assert.match(digests[0]?.raw ?? '', /Lamps at night/)
  assert.equal(hub.sink.to('bo@ghent.example').length, 0, 'who gets each message gets no digest')
  hub.city.today('2026-03-04T05:30:00.000Z')
  await hub.city.work()
  assert.equal(hub.sink.taken.length, 1, 'a day on which nothing was said makes no letter')
})

test('letters that come back pause a subscription at last, the subscriber sees it and resumes', async () => {
  const to = `rights-bounces+${await bounceOf()}@${DOMAIN}`
  const report = [
    'From: MAILER-DAEMON@mx.example',
    'Subject: failure',
    'Auto-Submitted: auto-replied',
    'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
    '',
    '--b',
    'Content-Type: text/plain',
    '',
    'It failed.',
    '--b',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.example',
    '',
    'Final-Recipient: rfc822; somebody@example.org',
    'Action: failed',
    'Status: 5.1.1',
    '',
    '--b--',
    '',
  ].join('\r\n')
  const state = async () =>
    (await hub.city.rows(sql`select state, score from lists.subscriber where code = ${code}`))[0]
  await hub.sendRaw('', report, to)
  await hub.sendRaw('', report, to)
  assert.deepEqual(await state(), { state: 'on', score: 2 }, 'one a day counts')
  for (const day of ['05', '06']) {
    hub.city.today(`2026-03-${day}T09:00:00.000Z`)
    await hub.sendRaw('', report, to)
  }
  assert.deepEqual(await state(), { state: 'paused', score: 6 })
  await hub.sendRaw('', report.replace('Status: 5.1.1', 'Note: 5.1.1'), to)
  assert.match((await hub.city.anybody.opens(`/lists/mine/${code}`)).text, /Letters are paused/)
  await hub.city.anybody.posts(`/lists/mine/${code}/resume`)
  assert.deepEqual(await state(), { state: 'on', score: 0 })
})

test('a mail program leaves with one click: no form, no cookie, no way on; a foreign form without it is refused', async () => {
  const url = `/lists/mine/${code}/leave`
  const ask = (payload: string, headers: object = {}) =>
    hub.city.city.web.inject({
      method: 'POST',
      url,
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      payload,
    })
  assert.equal((await ask('x=1', { 'sec-fetch-site': 'cross-site' })).statusCode, 403)
  const before = await hub.count('subscriber')
  assert.equal((await hub.city.anybody.opens(url)).status, 200)
  assert.equal(await hub.count('subscriber'), before, 'opening the link leaves nothing')
  const left = await ask('List-Unsubscribe=One-Click')
  assert.deepEqual([left.statusCode, left.body, left.headers['location']], [200, '', undefined])
  assert.equal(await hub.count('subscriber'), Number(before) - 1)
  const [said] = await hub.city.rows(sql`select shown from lists.message
    where subject = 'Trees' and list = 'rights'`)
  assert.equal(said?.['shown'], 'Luzarra', 'what was written stays under the name that was shown')
})

test('one click does nothing else: an action that does not allow it asks for our own form', async () => {
  const wrong = await hub.city.city.web.inject({
    method: 'POST',
    url: '/lists/rights/join',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: 'List-Unsubscribe=One-Click&email=x%40ghent.example',
  })
  assert.equal(wrong.statusCode, 403)
})

test('the record knows numbers and acts of moderation, by role, and the name of nobody', async () => {
  hub.city.later(86_400_000)
  await hub.city.work()
  const rows = await hub.city.rows(
    sql`select distinct t, by from record.outbox where t like 'lists.%' order by t, by`,
  )
  assert.deepEqual(
    rows.map(({ t, by }) => `${t} ${by}`),
    [
      'lists.counted operator',
      'lists.judged role:secretariat',
      'lists.opened role:secretariat',
      'lists.redacted role:resident',
    ],
  )
  const bodies = await hub.city.rows(sql`select d::text from record.outbox where t like 'lists.%'`)
  assert.doesNotMatch(JSON.stringify(bodies), /@|Luzarra/)
})

test('a message that waits is judged once', async () => {
  const keeper = await hub.city.official('keeper3', 'secretariat')
  await hub.send({
    from: 'x@y.example',
    subject: 'Buy',
    text: 'Buy this',
    messageId: '<spam@y.example>',
  })
  const [row] = await hub.city.rows(sql`select id from lists.message where state = 'held'`)
  const it = { list: 'rights', message: String(row?.['id']) }
  await keeper.does(judge, { ...it, verdict: 'refused' })
  await assert.rejects(keeper.does(judge, { ...it, verdict: 'sent' }), /not-held/)
  const [gone] = await hub.city.rows(
    sql`select body, state from lists.message where id = ${it.message}`,
  )
  assert.deepEqual(gone, { body: '', state: 'refused' })
})

test('while the register stops the machine, a message waits for a person, and nobody reads what the machine would have said', async () => {
  const officer = await hub.city.official('nora', 'privacy-officer')
  const reason = 'It let two messages of a forger through.'
  await officer.does(can('stop'), { name: 'lists.sort', reason })
  const it = { from: 'z@y.example', subject: 'Hello', text: 'Hello', messageId: '<stop@y.example>' }
  await hub.send(it)
  const [row] = await hub.city.rows(
    sql`select state, because from lists.message where message_id = '<stop@y.example>'`,
  )
  assert.deepEqual(row, { state: 'held', because: 'no-machine' })
})
