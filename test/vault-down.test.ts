import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { sql } from '#core/database'
import { can, lamp } from '#test/lamp'
import { openCity, type Somebody, type TestCity } from '#test/city'

let city: TestCity
let amina: Somebody
before(async () => {
  city = await openCity()
  amina = await city.resident('amina')
})
after(() => city.close())

/** Keeps the vault from coming back: whenever it is there, it is stopped, as by an operator. */
async function withoutVault(work: () => Promise<void>): Promise<void> {
  const { pid } = city.city.vault
  assert.ok(pid)
  process.kill(pid, 'SIGKILL')
  while (city.city.vault.healthy()) await pause(10)
  const again = setInterval(() => {
    const next = city.city.vault.pid
    if (next !== undefined && next !== pid) process.kill(next, 'SIGKILL')
  }, 20)
  try {
    await work()
  } finally {
    clearInterval(again)
  }
}

async function untilItIsBack(): Promise<void> {
  for (let tries = 0; tries < 600 && !city.city.vault.healthy(); tries += 1) await pause(50)
  assert.ok(city.city.vault.healthy(), 'the vault did not come back')
}

test('while the vault is down, what is nobody’s goes on and the rest says so; then all is as before', async () => {
  const { number } = await city.anybody.does(can('report'), lamp)
  const count = async () => (await city.rows(sql`select 1 from reports.report`)).length
  await withoutVault(async () => {
    const before = await count()
    for (const path of [
      '/',
      '/privacy',
      '/status',
      '/record',
      '/algorithms',
      '/reports',
      `/reports/${number}`,
      '/api',
    ])
      for (const who of [city.anybody, amina])
        assert.equal((await who.opens(path)).status, 200, path)
    assert.match(
      (await city.anybody.opens('/status')).text,
      new RegExp(city.city.say('en')('home.status.vault-down')),
    )
    const folder = await amina.opens('/folder')
    assert.equal(folder.status, 503)
    assert.match(String(folder.headers['retry-after']), /^\d+$/)
    assert.match(folder.text, /<h1/)
    assert.ok(
      folder.text.includes(city.city.say('en')('web.reason.vault-down')),
      folder.text.slice(0, 600),
    )
    const program = await amina.opens('/api/folder')
    assert.equal(program.json<{ reasons: { code: string }[] }>().reasons[0]?.code, 'vault-down')
    const signsIn = await city.anybody.posts('/sign-in/enter', {
      email: 'a@mail.example',
      password: 'a long password',
    })
    assert.equal(signsIn.status, 503)
    assert.match(signsIn.text, /value="a@mail.example"/, 'what was typed is lost')
    await assert.rejects(
      city.anybody.does(can('report'), { ...lamp, email: 'teo@mail.example' }),
      /vault-down/,
    )
    const hidden = { ...lamp, text: 'The lamp is dark, call +34 612 345 678' }
    await assert.rejects(city.anybody.does(can('report'), hidden), /vault-down/)
    const phone = await city.rows(sql`select 1 from reports.report where text like '%612%'`)
    assert.deepEqual(phone, [], 'what may not be public stands where everybody reads it')
    assert.equal(await count(), before, 'half a report')
    await city.anybody.does(can('report'), lamp)
    assert.equal(await count(), before + 1)
    const ready = await city.anybody.opens('/ready')
    assert.deepEqual([ready.status, ready.json()], [200, { database: true, vault: false }])
  })
  await untilItIsBack()
  assert.equal((await amina.opens('/folder')).status, 200)
  await city.anybody.does(can('report'), { ...lamp, email: 'teo@mail.example' })
  await city.work()
  assert.ok((await city.letters()).some(({ to }) => to === 'teo@mail.example'))
})
