/** The archive of a list: out as mbox, in from other list software; and a list that not everybody reads. */
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join as path } from 'node:path'
import { after, before, test } from 'node:test'
import { enqueuer } from '#core/jobs'
import { type Somebody, sql } from '#test/city'
import { workOf } from '#test/shell'
import { join } from './actions/join.ts'
import { judge, open } from './actions/moderate.ts'
import { write } from './actions/write.ts'
import { members } from './jobs.ts'
import { archiveImport } from './imports/archive.ts'
import { DOMAIN, type Hub, hubOf } from './trial.ts'

let hub: Hub
let bo: Somebody
before(async () => {
  hub = await hubOf()
  const amina = await hub.city.resident('amina')
  await hub.subscribe('amina@luzarra.example', amina, 'Luzarra, Büro für Rechte')
  const list = 'rights'
  const first = { list, subject: 'Bancos a la sombra: ¿dónde?', text: 'From here to there' }
  const { message, thread } = await amina.does(write, first)
  await hub.secretariat.does(judge, { list, message, verdict: 'sent' })
  await amina.does(write, { list, thread, text: 'Second' })
  await amina.does(write, { list, subject: 'Trees', text: 'Third' })
})
after(() => hub.close())

test('the archive goes out as mbox and comes in again elsewhere, twice as well as once, with its threads', async () => {
  const mbox = (await hub.city.anybody.opens('/lists/rights.mbox')).text
  assert.match(mbox, /^From rights@lists\.luzarra\.example Mon Mar 02 09:00:00 2026$/m)
  assert.doesNotMatch(mbox, /amina@/)
  const about = { domain: DOMAIN, about: 'Taken in.', title: 'Old', kind: 'open' } as const
  await hub.secretariat.does(open, { ...about, name: 'old' })
  const folder = mkdtempSync(path(tmpdir(), 'mbox-'))
  const file = path(folder, 'old.mbox')
  const mailman = `From anna at lyon.example  Mon Mar  4 10:00:00 2019
From: anna at lyon.example (Anna Meyer)
Date: Mon, 4 Mar 2019 10:00:00 +0100
Subject: [rights] Sensors
Message-ID: <old1@lyon.example>

>From the archive: write to anna.meyer at lyon.example

From x  Mon Mar  4 11:00:00 2019
Subject: no date

words
`
  writeFileSync(file, `${mailman}\n${mbox}`)
  const taking = (options: Record<string, string>) =>
    archiveImport.run(
      workOf(hub.city.city, {
        what: archiveImport.what,
        file,
        preset: 'mailman',
        dryRun: false,
        progress: () => undefined,
        options,
      }),
    )
  const first = await taking({ list: 'old' })
  const messages = mbox.split(/^From /m).length - 1
  assert.deepEqual([first.imported, first.refused.length], [messages + 1, 1])
  const again = await taking({ list: 'old' })
  assert.deepEqual([again.imported, again.unchanged], [0, messages + 1])
  const [old] = await hub.city.rows(
    sql`select shown, body from lists.message where message_id = '<old1@lyon.example>' and list = 'old'`,
  )
  assert.deepEqual(old, { shown: null, body: 'From the archive: write to …@lyon.example' })
  await hub.city.work()
  const threads = (name: string) =>
    hub.city.rows(sql`select title from lists.thread
    where list = ${name} and messages > 0 and title not in ('Sensors', '') order by title`)
  assert.deepEqual(await threads('old'), await threads('rights'))
  rmSync(folder, { recursive: true })
  const [entry] = await hub.city.rows(
    sql`select d ->> 'messages' as messages, by from record.outbox where t = 'lists.imported'`,
  )
  assert.deepEqual(entry, { messages: String(messages + 1), by: 'operator' })
})

test('a list of the members takes no other addresses, and nobody else reads it', async () => {
  const about = { domain: DOMAIN, about: 'Among us.', title: 'Members', kind: 'members' } as const
  await hub.secretariat.does(open, { ...about, name: 'inner' })
  await assert.rejects(
    hub.city.anybody.does(join, { list: 'inner', email: 'bo@ghent.example' }),
    /no-member-address/,
  )
  assert.equal((await hub.city.anybody.opens('/lists/inner')).status, 422)
  assert.equal((await hub.city.anybody.opens('/lists/inner.mbox')).status, 422)
  assert.equal((await hub.secretariat.opens('/lists/inner')).status, 200)
})

/** Two cities that joined, one with its proof; and what somebody typed into the directory without any. */
async function joined(): Promise<void> {
  const rows = [
    ['ghent-be', 'ghent.example', '2026-03-01T00:00:00Z'],
    ['turin-it', 'turin.example', null],
  ] as const
  await hub.city.city.db.transact(async (tx) => {
    for (const [city, domain, passed] of rows) {
      await tx.run(sql`with a as (
          insert into endorsements.application (kind, state, code_hash, language, city, name,
            country, level, begun_at, submitted_on)
          values ('join', 'member', ${city}, 'en', ${city}, ${city}, 'XX', 'municipality', now(),
            '2026-01-01') returning number),
        d as (insert into endorsements.domain (application, domain, token, token_until, passed_at)
          select number, ${domain}, 't', now(), ${passed}::timestamptz from a)
        insert into endorsements.membership (city, name, state, application, changed_at)
        select ${city}, ${city}, 'member', number, now() from a`)
    }
    await tx.run(sql`update cities.city set domains = array['typed.example']`)
  })
}

test('an address is on the members’ list by a domain its city proved, below it too; a typed or unproved one does not count', async () => {
  await joined()
  const joins = (email: string) => hub.city.anybody.does(join, { list: 'inner', email })
  for (const email of ['x@turin.example', 'x@typed.example', 'x@notghent.example', 'x@example'])
    await assert.rejects(joins(email), email === 'x@example' ? /email/ : /no-member-address/, email)
  await joins('it@mail.ghent.example')
  bo = await hub.city.resident('bo')
  await hub.subscribe('rights@ghent.example', bo, 'Ghent', 'inner')
  assert.equal((await bo.opens('/lists/inner')).status, 200)
})

test('when the city leaves, or its domain proves nothing any more, its people get and read nothing; when it is back, they do', async () => {
  const outside = async () =>
    (await hub.city.rows(sql`select outside from lists.subscriber where shown = 'Ghent'`))[0]
  /** What happens every morning. The clock stands still: on another day a name server would be asked, and none answers. */
  const morning = async () => {
    await hub.city.city.db.transact((tx) => enqueuer(tx)(members, {}, { after: '2026-01-01' }))
    await hub.city.work()
  }
  await morning()
  assert.deepEqual(await outside(), { outside: false })
  const flagged = (at: string | null) =>
    hub.city.city.db.transact((tx) =>
      tx.run(sql`update endorsements.domain set flagged_at = ${at}
        where domain = 'ghent.example'`),
    )
  await flagged('2026-03-03T00:00:00Z')
  await morning()
  assert.deepEqual(await outside(), { outside: true })
  assert.equal((await bo.opens('/lists/inner')).status, 422)
  const [mine] = await hub.city.rows(sql`select code from lists.subscriber where shown = 'Ghent'`)
  const page = await hub.city.anybody.opens(`/lists/mine/${String(mine?.['code'])}`)
  assert.match(page.text, /This list stands still for you/)
  const mail = { from: 'x@y.example', subject: 'Hi', text: 'Hi', messageId: '<in1@y.example>' }
  await hub.send({ ...mail, to: `inner@${DOMAIN}` })
  const [held] = await hub.city.rows(sql`select id from lists.message where list = 'inner'`)
  const message = String(held?.['id'])
  await hub.secretariat.does(judge, { list: 'inner', message, verdict: 'sent' })
  await hub.city.work()
  assert.equal(hub.sink.to('rights@ghent.example').length, 0)
  const domains = () =>
    hub.city.rows(sql`select domain from lists.subscriber where shown = 'Ghent'`)
  await hub.city.city.db.transact((tx) => tx.run(sql`update lists.subscriber set domain = null`))
  await flagged(null)
  await hub.city.anybody.does(join, { list: 'inner', email: 'rights@ghent.example' })
  assert.deepEqual(await domains(), [{ domain: 'ghent.example' }])
  await morning()
  assert.deepEqual(await outside(), { outside: false })
  assert.equal((await bo.opens('/lists/inner')).status, 200)
})
