/** What becomes of a conversation: files, answers, practices, words taken back, digests; on the web and by the secret link. */
import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { hubCan } from '#test/coalition'
import { madeMember } from '#test/compendium'
import { type Somebody, sql } from '#test/city'
import { judge } from './actions/moderate.ts'
import { promote } from './actions/promote.ts'
import { redact } from './actions/redact.ts'
import { answered, write } from './actions/write.ts'
import { type Hub, hubOf } from './trial.ts'

let hub: Hub
let amina: Somebody
let gita: Somebody
let lyon: string
const list = 'rights'
const opens = (path: string, who = hub.city.anybody) => who.opens(path)

before(async () => {
  hub = await hubOf()
  amina = await hub.city.resident('amina')
  await hub.subscribe('amina@luzarra.example', amina, 'Luzarra')
  lyon = await hub.subscribe('rights@lyon.example', undefined, 'Lyon')
  const about = { name: 'Grenoble', country: 'FR', population: 158_000 }
  await hub.secretariat.does(hubCan('cities.list'), about)
  await madeMember(hub.city, 'grenoble-fr')
  gita = await hub.city.official('gita', 'city-official', 'grenoble-fr')
})
after(() => hub.close())
beforeEach(() => {
  hub.sink.taken.length = 0
})

/** Sends the form as a browser does, with a file. */
async function sends(fields: Record<string, string>, file: { name: string; bytes: string }) {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  form.append('files', new Blob([file.bytes]), file.name)
  const body = new Response(form)
  const got = await hub.city.city.web.inject({
    method: 'POST',
    url: '/lists/rights/write',
    headers: {
      cookie: amina.cookie,
      'sec-fetch-site': 'same-origin',
      'content-type': body.headers.get('content-type') ?? '',
    },
    payload: Buffer.from(await body.arrayBuffer()),
  })
  return { status: got.statusCode, text: got.body, location: got.headers['location'] }
}
const pdf = '%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n'

test('a file sent by the web form is kept as a link; while the message waits, who moderates alone opens it', async () => {
  const words = { subject: 'Plan', text: 'The plan of our sensors' }
  const sent = await sends(words, { name: 'plan.pdf', bytes: pdf })
  assert.equal(sent.location, '/lists/rights/waits')
  const register = (await opens('/algorithms/lists.sort')).text
  assert.match(register, /Message to the list rights[^<]*a person/, 'no path, no title, no code')
  assert.doesNotMatch(register, />\s*\/lists\//)
  const desk = (await opens('/lists/rights/desk', hub.secretariat)).text
  const [, link = ''] = /href="(\/lists\/rights\/files\/[^"]+)"/.exec(desk) ?? []
  assert.match(desk, /plan\.pdf/)
  assert.equal((await opens(link)).status, 404)
  assert.equal((await opens(link, hub.secretariat)).status, 200)
  const [row] = await hub.city.rows(sql`select id from lists.message where state = 'held'`)
  const message = String(row?.['id'])
  await hub.secretariat.does(judge, { list, message, verdict: 'sent' })
  await hub.city.work()
  const file = await opens(link)
  assert.deepEqual([file.status, file.text], [200, pdf])
  const letter = hub.sink.to('rights@lyon.example')[0]?.raw.replace(/=\r\n/g, '') ?? ''
  assert.ok(letter.includes(`plan.pdf: `) && letter.includes(link))
})

test('a file of a kind that is not kept is refused at its field, and what was typed stays', async () => {
  const words = { subject: 'Tool', text: 'A tool for everybody' }
  const sent = await sends(words, { name: 'tool.exe', bytes: 'MZ nothing' })
  assert.equal(sent.status, 400)
  assert.match(sent.text, /A tool for everybody/)
  assert.match(sent.text, /pdf/)
})

test('who gets the list marks a question as answered, and open again; others do not', async () => {
  const words = { list, subject: 'Benches?', text: 'Who has benches in the shade?' }
  const { thread } = await amina.does(write, words)
  await assert.rejects(gita.does(answered, { list, thread }), /not-subscribed/)
  await amina.does(answered, { list, thread })
  assert.match((await opens(`/lists/rights/threads/${thread}`)).text, /Answered/)
  assert.match((await opens('/lists/rights')).text, /Answered/)
  await amina.does(answered, { list, thread, open: 'yes' })
  assert.doesNotMatch((await opens('/lists/rights')).text, /Answered/)
})

const rest = {
  ...{
    language: 'en',
    summary: 'Poplars shade the benches of three parks.',
    contact: 'x@g.example',
  },
  ...{ problem: 'No shade.', forWhom: 'Everybody', principles: ['access'], cost: 'none' as const },
}

test('an answer becomes a draft of one’s city that nobody else sees, and a practice when the city wrote the rest', async () => {
  const begun = { list, subject: 'Shade', text: 'We planted poplars beside every bench.' }
  const { thread, message } = await amina.does(write, begun)
  const page = `/lists/rights/threads/${thread}`
  assert.match((await opens(page, gita)).text, /Begin a practice/)
  assert.doesNotMatch((await opens(page, amina)).text, /Begin a practice/)
  const it = { list, thread, message, city: 'grenoble-fr' }
  await assert.rejects(gita.does(promote, { ...it, city: 'lyon-fr' }), /not-your-city/)
  const { practice } = await gita.does(promote, it)
  await assert.rejects(gita.does(promote, it), /already-begun/)
  assert.equal((await opens(`/practices/${practice}`)).status, 404)
  assert.match((await opens(`/practices/${practice}/edit`, gita)).text, /We planted poplars/)
  await assert.rejects(gita.does(hubCan('practices.approve'), { practice }), /unfinished/)
  const whole = { ...rest, practice, title: 'Shade for benches', stage: 'running' }
  await gita.does(hubCan('practices.change'), { ...whole, done: 'Poplars beside benches.' })
  await gita.does(hubCan('practices.approve'), { practice })
  const ticks = { facts: true, praise: true, plain: true }
  await hub.secretariat.does(hubCan('practices.publish'), { practice, ...ticks })
  assert.match((await opens(page)).text, /It became a practice: Shade for benches/)
  const shown = (await opens(`/practices/${practice}`)).text
  assert.ok(shown.includes(`href="/lists/rights/messages/${message}"`))
  const [entry] = await hub.city.rows(sql`select d from record.outbox where t = 'lists.promoted'`)
  const about = { list, message, practice: Number(practice), city: 'grenoble-fr' }
  assert.deepEqual(entry?.['d'], about)
})

test('words taken back leave a draft that began with them as well', async () => {
  const wrote = { list, subject: 'Lamps', text: 'We dim our lamps at night.' }
  const { thread, message } = await amina.does(write, wrote)
  const { practice } = await gita.does(promote, { list, thread, message, city: 'grenoble-fr' })
  await amina.does(redact, { list, thread, message })
  assert.doesNotMatch((await opens(`/practices/${practice}/edit`, gita)).text, /dim our lamps/)
})

test('who has no account and writes by mail takes words back by the link in every letter, and only own ones', async () => {
  const from = 'Anna <rights@lyon.example>'
  const mail = { from, subject: 'Trams', text: 'Our trams', messageId: '<m1@lyon.example>' }
  await hub.sendSigned(mail)
  const [row] = await hub.city.rows(sql`select id from lists.message where state = 'held'`)
  const message = String(row?.['id'])
  await hub.secretariat.does(judge, { list, message, verdict: 'sent' })
  assert.match((await opens(`/lists/mine/${lyon}`)).text, /Trams/)
  const takes = (one: unknown) =>
    hub.city.anybody.posts(`/lists/mine/${lyon}/take-back`, { message: String(one) })
  const [other] = await hub.city.rows(sql`select id from lists.message where subject = 'Plan'`)
  assert.equal((await takes(other?.['id'])).status, 422)
  assert.equal((await takes(message)).status, 303)
  const [gone] = await hub.city.rows(
    sql`select state, body from lists.message where id = ${message}`,
  )
  assert.deepEqual(gone, { state: 'redacted', body: '' })
})

test('search engines may find an open list, and are asked to leave the pages behind secret links alone', async () => {
  const robots = async (path: string) => (await opens(path)).headers['x-robots-tag']
  assert.equal(await robots('/lists/rights'), undefined)
  assert.equal(await robots(`/lists/mine/${lyon}`), 'noindex')
  assert.equal(await robots(`/lists/mine/${lyon}/leave`), 'noindex')
  assert.doesNotMatch((await opens('/robots.txt')).text, /lists/)
})

test('on Monday who wants it gets the week as one letter, without the threads that are muted', async () => {
  const { thread } = await amina.does(write, { list, subject: 'Loud', text: 'The loud thread' })
  await amina.does(write, { list, subject: 'Calm', text: 'The calm thread' })
  await hub.city.anybody.posts(`/lists/mine/${lyon}/wish`, { rhythm: 'weekly', shown: 'Lyon' })
  await hub.city.anybody.posts(`/lists/mine/${lyon}/mute`, { thread })
  await hub.city.work()
  const got = async (now: string) => {
    hub.sink.taken.length = 0
    hub.city.today(now)
    await hub.city.work()
    return hub.sink.to('rights@lyon.example').map(({ raw }) => raw.replace(/=\r\n/g, ''))
  }
  assert.deepEqual(await got('2026-03-04T05:30:00.000Z'), [])
  const [letter = '', ...more] = await got('2026-03-09T05:30:00.000Z')
  assert.equal(more.length, 0)
  assert.match(letter, /The calm thread/)
  assert.doesNotMatch(letter, /The loud thread/)
})

test('who leaves and asks for it vanishes from what was written; the words stay', async () => {
  const [mine] = await hub.city.rows(sql`select code from lists.subscriber where shown = 'Luzarra'`)
  const path = `/lists/mine/${String(mine?.['code'])}/leave`
  assert.equal((await hub.city.anybody.posts(path, { nameless: 'true' })).status, 303)
  const rows = await hub.city.rows(sql`select shown, subscriber from lists.message
    where subject = 'Plan' or shown = 'Luzarra'`)
  assert.deepEqual(rows, [{ shown: null, subscriber: null }])
})

test('a flood is asked to come again later: nothing of it is thrown away, and other domains still get in', async () => {
  const at = (domain: string, number: number) => ({
    from: `x@${domain}`,
    headers: { 'Auto-Submitted': 'auto-replied' },
    messageId: `<${number}@${domain}>`,
    text: 'x',
  })
  const first = (number: number) => hub.send(at('flood.example', number))
  for (let from = 0; from < 120; from += 30)
    await Promise.all(Array.from({ length: 30 }, (_, number) => first(from + number)))
  await assert.rejects(first(121), /451 4\.3\.0 try again later/)
  await hub.send(at('calm.example', 1))
  hub.city.later(3_600_000)
  await first(121)
})
