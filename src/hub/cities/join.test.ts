import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql, type Somebody } from '#test/city'
import { join } from './actions/join.ts'
import { list } from './actions/list.ts'
import { csv, type Hub, hubWith, line, refusal } from './trial.ts'

let hub: Hub
let keeper: Somebody
const city = (domains: string, more: object = {}) => ({
  ...{ name: 'Mérida', country: 'MX', kind: 'city' as const, domains },
  ...more,
})
before(async () => {
  hub = await hubWith()
  keeper = await hub.city.official('keeper', 'secretariat')
  await hub.written(csv(line(1, { name: 'Mérida', country: 'mx', lat: '20.97', lon: '-89.62' })))
  await keeper.does(list, city('merida.gob.mx', { languages: 'es', geonamesId: 3_523_349 }))
  await keeper.does(list, city('otra.gob.mx', { name: 'Merida' }))
  await keeper.does(list, city('merida.es', { country: 'ES' }))
})
after(() => hub.close())

const opens = (path: string) => hub.city.anybody.opens(path)
const ids = async () => {
  const found = ['words=merida&state=none', 'words=merida'].map(async (query) =>
    (await opens(`/api/cities?${query}`)).json<{ cities: { id: string }[] }>(),
  )
  return (await Promise.all(found)).flatMap(({ cities }) => cities.map(({ id }) => id)).toSorted()
}
const register = { because: 'register', link: 'https://www.geonames.org/3523349' } as const

test('rows of the same name stay two: a name alone, another country and a member that proved itself join nothing', async () => {
  const no = (it: object) =>
    refusal(keeper.does(join, { city: 'merida-mx-2', into: 'merida-mx', ...register, ...it }))
  assert.deepEqual(await no({ because: 'domain', link: undefined }), ['cities.no-shared-domain'])
  assert.deepEqual(await no({ link: undefined }), ['cities.no-register'])
  assert.deepEqual(await no({ city: 'merida-es' }), ['cities.another-country'])
  assert.deepEqual(await no({ into: 'merida-mx-2' }), ['cities.itself'])
  assert.deepEqual(await no({ into: 'nowhere-mx' }), ['cities.no-such-city'])
  assert.deepEqual(await ids(), ['merida-es', 'merida-mx', 'merida-mx-2', 'merida-mx-3'])
  const amina = await hub.city.resident('amina')
  await assert.rejects(amina.does(join, { city: 'merida-mx-2', into: 'merida-mx', ...register }))
})

test('the edit page shows rows that look alike, and says that a name is not enough', async () => {
  const page = await keeper.opens('/cities/merida-mx-2/edit')
  assert.match(page.text, /a name alone is not enough/)
  assert.match(page.text, /href="\/cities\/merida-mx"/)
  assert.doesNotMatch(page.text, /merida-es|⟦/)
})

test('joined, one row is left with what both had, and the id of the other leads there for ever', async () => {
  await keeper.does(join, { city: 'merida-mx', into: 'merida-mx-2', ...register })
  assert.deepEqual(await ids(), ['merida-es', 'merida-mx-2', 'merida-mx-3'])
  const moved = await opens('/cities/merida-mx')
  assert.deepEqual([moved.status, moved.headers['location']], [303, '/cities/merida-mx-2'])
  const [row] = await hub.city.rows(sql`select c.domains, c.geonames_id as place, m.state, m.source
    from cities.city c join endorsements.membership m on m.city = c.id where c.id = 'merida-mx-2'`)
  const kept = { domains: ['merida.gob.mx'], place: 3_523_349 }
  assert.deepEqual(row, { ...kept, state: 'historic', source: 'covenant' })
  const [entry] = await hub.city.rows(sql`select d->>'city' as gone, d->>'because' as because
    from record.outbox where t = 'cities.joined' and subject = '/cities/merida-mx-2'`)
  assert.deepEqual(entry, { gone: 'merida-mx', because: 'register' })
  const page = await opens('/cities/merida-mx-2')
  assert.match(page.text, /turned out to be the same city/)
})

test('the list it came from brings it in no second time, and ids go on leading there when rows are joined again', async () => {
  await hub.written(csv(line(1, { name: 'Mérida', country: 'mx', lat: '20.98', lon: '-89.62' })))
  assert.deepEqual(await ids(), ['merida-es', 'merida-mx-2', 'merida-mx-3'])
  await keeper.does(join, { city: 'merida-mx-2', into: 'merida-mx-3', ...register })
  for (const id of ['merida-mx', 'merida-mx-2'])
    assert.equal((await opens(`/cities/${id}`)).headers['location'], '/cities/merida-mx-3')
  const back = keeper.does(join, { city: 'merida-mx-3', into: 'merida-mx', ...register })
  assert.deepEqual(await refusal(back), ['cities.joined-already'])
})

test('the row of a member that proved itself stays; the other one goes into it', async () => {
  await hub.city.city.db.transact(async (tx) => {
    await tx.run(sql`insert into endorsements.application (kind, state, code_hash, language, city, name,
        country, level, begun_at, submitted_on)
      values ('join', 'member', 'code', 'es', 'merida-es', 'Mérida', 'ES', 'municipality', now(), now())`)
    await tx.run(sql`insert into endorsements.membership (city, name, state, application, changed_at)
      select 'merida-es', 'Mérida', 'member', max(number), now() from endorsements.application`)
  })
  await keeper.does(list, city('merida.es', { country: 'ES' }))
  const shared = { because: 'domain' } as const
  const wrong = keeper.does(join, { city: 'merida-es', into: 'merida-es-2', ...shared })
  assert.deepEqual(await refusal(wrong), ['cities.member-stays'])
  await keeper.does(join, { city: 'merida-es-2', into: 'merida-es', ...shared })
  assert.equal((await opens('/cities/merida-es-2')).headers['location'], '/cities/merida-es')
})
