import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { later, nextBatch, now, openTrial, type Trial } from '../testing.ts'
import { contactEmail } from '../field.ts'
import { purpose } from '../purpose.ts'

const own = purpose({
  id: 'reports.own-mail',
  version: 1,
  fields: [contactEmail],
  basis: { gdpr: '6(1)(e)', law: 'GDPR art. 15' },
  scope: 'self',
  actors: ['self'],
  recipients: [],
  retention: { class: 'contact', until: 'account.closed' },
  dpv: 'dpv:ServiceProvision',
  visibility: 'immediate',
  sinks: ['self-view'],
})

let vault: Trial
before(async () => {
  vault = await openTrial()
  await vault.publish('reports', [own])
})
after(() => vault.close())

const ask = (op: string, input: object) => vault.ask('mandates', `mandates.${op}`, input)

async function somebody(name: string) {
  const asked = { email: `${name}@example.org`, password: 'a long walk home', address: name, now }
  const open = { ...asked, language: 'en', confirmed: true }
  const { peopleRef } = await vault.ask('account', 'accounts.open', open)
  const people = String(peopleRef)
  return { people, ref: String(await vault.ask('mandates', 'refOf', { people })) }
}

type Person = Awaited<ReturnType<typeof somebody>>
const until = '2027-03-02T00:00:00.000Z'

async function offered(person: Person, scopes = ['folder']) {
  return ask('offer', { ref: person.ref, name: 'my sister', scopes, until, at: now })
}

/** Both said yes. */
async function agreed(person: Person, delegate: Person): Promise<string> {
  const { mandate, code } = await offered(person)
  await ask('take', { ref: delegate.ref, code, name: 'my brother', at: now })
  assert.equal(await ask('confirm', { ref: person.ref, mandate, at: now }), true)
  return mandate
}

const force = (one: Person, mandate: string, at = now) =>
  ask('inForce', { peopleRef: one.people, mandate, at })

test('a mandate needs two yeses of the one and one of the other', async () => {
  const [amina, bruno] = [await somebody('amina'), await somebody('bruno')]
  const { mandate, code } = await offered(amina)
  assert.equal(await ask('confirm', { ref: amina.ref, mandate, at: now }), false, 'nobody took it')
  await ask('take', { ref: bruno.ref, code, name: 'my brother', at: now })
  assert.equal(await force(bruno, mandate), null, 'not confirmed yet')
  assert.equal(await ask('confirm', { ref: bruno.ref, mandate, at: now }), false, 'not his to say')
  assert.equal(await ask('confirm', { ref: amina.ref, mandate, at: now }), true)
  assert.equal((await force(bruno, mandate)).name, 'my brother')
  assert.equal((await force(bruno, mandate)).peopleRef, amina.people)
})

test('a mandate is nobody else’s: neither a stranger nor the one represented acts by it', async () => {
  const [amina, bruno, carla] = [await somebody('a2'), await somebody('b2'), await somebody('c2')]
  const mandate = await agreed(amina, bruno)
  assert.equal(await force(carla, mandate), null)
  assert.equal(await force(amina, mandate), null)
})

test('the code is good once, not for whoever made it, and not after three days', async () => {
  const [amina, bruno, carla] = [await somebody('a3'), await somebody('b3'), await somebody('c3')]
  const { code } = await offered(amina)
  const takes = (one: Person, typed: string, at = now) =>
    ask('take', { ref: one.ref, code: typed, name: 'x', at })
  assert.deepEqual(await takes(amina, code), { own: true })
  assert.ok('mandate' in (await takes(bruno, code.toUpperCase())))
  assert.deepEqual(await takes(carla, code), { wrong: true })
  const second = await offered(amina)
  assert.deepEqual(await takes(carla, second.code, later(73 * 3600)), { wrong: true })
})

test('whoever gave it ends it at once; whoever acts by it cannot, and it does not come back', async () => {
  const [amina, bruno] = [await somebody('a4'), await somebody('b4')]
  const mandate = await agreed(amina, bruno)
  assert.equal(await ask('end', { ref: bruno.ref, mandate, at: now }), false)
  assert.ok(await force(bruno, mandate))
  assert.equal(await ask('end', { ref: amina.ref, mandate, at: now }), true)
  assert.equal(await force(bruno, mandate), null)
  assert.equal(await ask('confirm', { ref: amina.ref, mandate, at: now }), false)
})

test('it is over on its day, and the night ends it', async () => {
  const [amina, bruno] = [await somebody('a5'), await somebody('b5')]
  const mandate = await agreed(amina, bruno)
  assert.ok(await force(bruno, mandate, '2027-03-01T23:59:59.000Z'))
  assert.equal(await force(bruno, mandate, until), null)
  assert.ok((await ask('endDue', { at: until })).includes(mandate))
})

const numberOf = async ({ ref }: Person) =>
  String(await vault.ask('mandates', 'desk.number', { ref, at: now }))

async function opened(delegate: Person, official: Person, more: object = {}) {
  return ask('open', {
    official: official.ref,
    badge: '4-7F',
    kind: 'parental',
    delegate: await numberOf(delegate),
    delegateName: 'Carmen',
    personName: 'Leo Odriozola',
    birthDate: '2014-09-01',
    scopes: ['folder'],
    evidence: 'FAM-2026-17',
    at: now,
    ...more,
  })
}

test('two officials enter a mandate of a parent; it ends on the eighteenth birthday', async () => {
  const [carmen, first, second] = [await somebody('p1'), await somebody('o1'), await somebody('o2')]
  const { mandate } = await opened(carmen, first)
  assert.equal(await force(carmen, mandate), null, 'one official is not enough')
  const approve = (one: Person) => ask('approve', { official: one.ref, mandate, at: now })
  assert.equal(await approve(first), 'own')
  assert.equal(await approve(carmen), 'own', 'nobody agrees about themselves')
  assert.equal(await approve(second), 'approved')
  assert.ok(await force(carmen, mandate, '2032-08-31T23:59:59.000Z'))
  assert.equal(await force(carmen, mandate, '2032-09-01T00:00:00.000Z'), null)
  assert.equal(await ask('end', { ref: carmen.ref, mandate, at: now }), false)
})

test('a parent acts until midnight of the birthday where the city is, not in Greenwich', async () => {
  const [carmen, first, second] = [await somebody('p3'), await somebody('o6'), await somebody('o7')]
  const midnights = [
    { zone: 'Europe/Madrid', personName: 'Leo Prim', midnight: '2032-08-31T22:00:00.000Z' },
    { zone: 'America/Chicago', personName: 'Ana Prim', midnight: '2032-09-01T05:00:00.000Z' },
  ]
  for (const { midnight, ...child } of midnights) {
    const { mandate } = await opened(carmen, first, child)
    await ask('approve', { official: second.ref, mandate, at: now })
    const before = new Date(Date.parse(midnight) - 1000).toISOString()
    assert.ok(await force(carmen, mandate, before), child.zone)
    assert.equal(await force(carmen, mandate, midnight), null, child.zone)
  }
})

test('what a court gave is not taken back by whom it is for, only at the desk', async () => {
  const [ward, carer] = [await somebody('w1'), await somebody('c9')]
  const [first, second] = [await somebody('o8'), await somebody('o9')]
  const court = { kind: 'court', until: '2027-03-02', evidence: 'COURT-5', person: '' }
  const { mandate } = await opened(carer, first, { ...court, person: await numberOf(ward) })
  await ask('approve', { official: second.ref, mandate, at: now })
  assert.equal(await ask('end', { ref: ward.ref, mandate, at: now }), false)
  assert.ok(await force(carer, mandate))
  assert.deepEqual(await ask('stop', { evidence: court.evidence, at: now }), [mandate])
  assert.equal(await force(carer, mandate), null)
})

test('both parents act for the same child, and each sees what the other read', async () => {
  const [mother, father] = [await somebody('m1'), await somebody('f1')]
  const [first, second] = [await somebody('o3'), await somebody('o4')]
  const refs: string[] = []
  for (const one of [mother, father]) {
    const { mandate } = await opened(one, first, { personName: 'Mia Prim', evidence: 'FAM-2' })
    await ask('approve', { official: second.ref, mandate, at: now })
    refs.push((await force(one, mandate)).peopleRef)
  }
  assert.equal(refs[0], refs[1])
})

test('nobody enters a mandate of their own, of somebody of age, or without a day', async () => {
  const [one, official] = [await somebody('n1'), await somebody('o5')]
  assert.deepEqual(await opened(official, official), { no: 'own' })
  assert.deepEqual(await opened(one, official, { birthDate: '2008-03-02' }), { no: 'adult' })
  assert.deepEqual(await opened(one, official, { kind: 'court' }), { no: 'until' })
  assert.deepEqual(await opened(one, official, { delegate: 'nobody-1' }), { no: 'delegate' })
})

test('the vault lets nobody read by a mandate that is over, and writes down by which one it was', async () => {
  const [amina, bruno] = [await somebody('a6'), await somebody('b6')]
  const mandate = await agreed(amina, bruno)
  const ref = String(await vault.ask('reports', 'refOf', { people: amina.people }))
  const batch = nextBatch()
  const values = { 'contact.email': 'amina@example.org' }
  await vault.ask('reports', 'keep', { batch, ref, values, grants: [], at: now })
  await vault.ask('reports', 'confirm', { batch })
  const actor = { kind: 'self', ref, permissions: [], unit: null, badge: null, mandate }
  const fields = ['contact.email']
  const read = { purpose: own.id, version: 1, fields, ref, actor, at: now }
  assert.deepEqual(await vault.ask('reports', 'read', read), values)
  await ask('end', { ref: amina.ref, mandate, at: now })
  await assert.rejects(vault.ask('reports', 'read', read), /mandate-over/)
  const folder = String(await vault.ask('folder', 'refOf', { people: amina.people }))
  const seen = await vault.ask('folder', 'accesses', { ref: folder, limit: 10, now: later(60) })
  assert.deepEqual(
    seen.map((one: { outcome: string; mandate: string }) => [one.outcome, one.mandate]),
    [
      ['denied', mandate],
      ['read', mandate],
    ],
  )
})

test('nobody reads by a mandate of other people, before its second yes, or after its last day', async () => {
  const [amina, bruno, carla] = [await somebody('a8'), await somebody('b8'), await somebody('c8')]
  const ref = String(await vault.ask('reports', 'refOf', { people: amina.people }))
  const reads = (mandate: string, at = now) => {
    const actor = { kind: 'self', ref, permissions: [], unit: null, badge: null, mandate }
    const fields = ['contact.email']
    return vault.ask('reports', 'read', { purpose: own.id, version: 1, fields, ref, actor, at })
  }
  await assert.rejects(reads(await agreed(carla, bruno)), /mandate-over/)
  const { mandate, code } = await offered(amina)
  await ask('take', { ref: bruno.ref, code, name: 'my brother', at: now })
  await assert.rejects(reads(mandate), /mandate-over/)
  await ask('confirm', { ref: amina.ref, mandate, at: now })
  assert.deepEqual(await reads(mandate), {})
  await assert.rejects(reads(mandate, until), /mandate-over/)
})

test('whoever closes the account acts for nobody any more, and names are gone with their key', async () => {
  const [amina, bruno] = [await somebody('a7'), await somebody('b7')]
  const mandate = await agreed(amina, bruno)
  const folder = String(await vault.ask('folder', 'refOf', { people: bruno.people }))
  await vault.ask('folder', 'erase', { ref: folder, classes: ['mandate'], at: now })
  assert.equal((await force(bruno, mandate)).name, null)
  await vault.ask('folder', 'erase', { ref: folder, classes: ['account'], at: now })
  assert.equal(await force(bruno, mandate), null)
})
