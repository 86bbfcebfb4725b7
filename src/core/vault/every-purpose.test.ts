/**
 * Every purpose that the city declares is tried on a vault: it opens what it names to those it names, and to nobody
 * else. The list is that of the declarations, so that no purpose can be added without its test.
 */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from '#core/database'
import { Refusal } from '#core/kernel'
import { everyPurpose as purposes, publishedPurposes } from '#test/declared-purposes'
import { promise } from '#test/promise'
import { z } from 'zod'
import type { Field } from './field.ts'
import { moduleOf, type Purpose } from './purpose.ts'
import { now, openTrial, system, type Trial } from './testing.ts'

type Any = Purpose<string, Field>
const fields = new Map(purposes.flatMap((one) => one.fields).map((one) => [one.name, one]))
const CASE = 'C-1'

let vault: Trial
before(async () => {
  vault = await openTrial(purposes)
})
after(() => vault.close())

const samples = {
  text: 'something',
  email: 'amina@example.org',
  phone: '+34 600 1',
  date: '1990-01-01',
}
const baseOf = (name: string) => name.split('#')[0] ?? name

/** A value for everything a purpose reads; the vault alone writes addresses of accounts and documents. */
function valuesFor(one: Any): Record<string, string> {
  const bases = new Set(one.fields.map(({ name }) => baseOf(name)))
  const kept = [...bases].filter((name) => !/^(account|document)\./.test(name))
  return Object.fromEntries(kept.map((name) => [name, samples[fields.get(name)?.kind ?? 'date']]))
}

/** Somebody with everything that a purpose reads, their case open and their consent given. */
async function somebody(one: Any, consents = true): Promise<string> {
  const [module, batch] = [moduleOf(one.id), `${one.id}-${consents}`]
  // What is kept for each case of its own is kept with a case that somebody of the city works on.
  const inCase = one.fields.some(({ per }) => per === 'case')
  const worked =
    inCase && purposes.find((each) => each.scope === 'case' && each.id.startsWith(module))
  const opens = one.scope === 'case' ? one : worked
  const grants = opens ? [{ purpose: opens.id, case: CASE }] : []
  const kept = { batch, ref: null, values: valuesFor(one), grants, at: now }
  const ref = String(await vault.ask(module, 'keep', kept))
  await vault.ask(module, 'confirm', { batch })
  const said = { ref, ...one.notice, notice: one.notice?.name, method: 'form', at: now }
  delete (said as { name?: unknown }).name
  if (one.notice && consents) await vault.ask(module, 'consent', said)
  return ref
}

/** Everybody whom a declaration may name, as they ask. */
function actorsFor(ref: string, one: Any) {
  const self = { kind: 'self', ref, permissions: [], unit: null, badge: null }
  const official = { kind: 'official', ref: 'someone', permissions: [], unit: 'roads', badge: '1' }
  const rights = one.actors.flatMap((rule) => (rule.startsWith('official:') ? [rule.slice(9)] : []))
  const fresh = { freshAt: now }
  return {
    self: { ...self, ...fresh },
    system,
    'an official with the right': { ...official, ...fresh, permissions: rights },
    'an official with every other right': { ...official, ...fresh, permissions: ['other.right'] },
    'another person': { ...self, ...fresh, ref: 'another' },
  }
}

function isNamed(actor: string, { actors }: Any): boolean {
  if (actor === 'self') return actors.includes('self')
  if (actor === 'system') return actors.includes('system')
  return actor === 'an official with the right' && actors.some((one) => one.startsWith('official:'))
}

/** Asks; gives what came back, or why not, and how often it was written down. */
async function asks(module: string, input: object) {
  const count = async () => {
    const row = await vault.db.look((tx) =>
      tx.one(sql`select count(*)::int as n from vault.access`, z.object({ n: z.number() })),
    )
    return row?.n ?? 0
  }
  const before = await count()
  const came = await vault.ask(module, 'read', input).then(
    (values: Record<string, string>) => ({ values, why: '' }),
    (failure: unknown) => {
      if (!(failure instanceof Refusal)) throw failure
      return { values: {}, why: failure.reasons[0]?.code ?? '' }
    },
  )
  assert.equal(await count(), before + 1, 'it is written down once, whatever comes of it')
  return came
}

test('what is tried here is what the city says on the public record that it reads for', () => {
  assert.deepEqual(purposes.map(({ id }) => id).toSorted(), publishedPurposes.toSorted())
  assert.ok(purposes.length > 30)
})

for (const one of purposes.filter(({ scope }) => scope === 'aggregate')) {
  test(`${one.id} opens nothing to anybody, and counts for those it names alone`, async () => {
    promise('P2.12')
    const [module, ref] = [moduleOf(one.id), await somebody(one)]
    const base = {
      purpose: one.id,
      version: 1,
      fields: one.fields.map(({ name }) => name),
      at: now,
    }
    for (const [who, actor] of Object.entries(actorsFor(ref, one))) {
      const { why } = await asks(module, { ...base, ref, actor, case: CASE })
      assert.equal(why, isNamed(who, one) ? 'vault.scope-not-open' : 'vault.actor-not-allowed', who)
      const counted = vault.ask(module, 'many.count', { ...base, actor })
      if (isNamed(who, one)) assert.deepEqual(await counted, { groups: [], others: null }, who)
      else await assert.rejects(counted, /actor-not-allowed/, who)
    }
  })
}

for (const one of purposes.filter(({ scope }) => scope !== 'aggregate')) {
  const module = moduleOf(one.id)
  const names = one.fields.map(({ name }) => name)
  const base = { purpose: one.id, version: one.version, fields: names, case: CASE, at: now }

  test(`${one.id} opens what it names to those it names, for an open case, and nothing else`, async () => {
    promise('P2.1', 'P2.2')
    const ref = await somebody(one)
    const actors = Object.entries(actorsFor(ref, one))
    for (const [who, actor] of actors) {
      const { values, why } = await asks(module, { ...base, ref, actor })
      const expected = isNamed(who, one)
        ? names.filter((name) => baseOf(name) in valuesFor(one))
        : []
      assert.deepEqual(Object.keys(values).toSorted(), expected.toSorted(), `${who}: ${why}`)
      assert.equal(why === '', isNamed(who, one), `${who}: ${why}`)
    }
    const [, actor] = actors.find(([who]) => isNamed(who, one)) ?? []
    assert.ok(actor, 'somebody may read for it')
    const allowed = { ...base, ref, actor }
    const more = [...fields.keys()].find((name) => !names.includes(name)) ?? ''
    const { why: beyond } = await asks(module, { ...allowed, fields: [...names, more] })
    assert.match(beyond, /field-beyond-purpose|field-undeclared/)
    const { why: foreign } = await asks(module === 'reports' ? 'folder' : 'reports', allowed)
    assert.equal(foreign, 'vault.foreign-purpose')
    if (one.scope === 'self') return
    const { why: closed } = await asks(module, { ...allowed, case: 'C-2' })
    assert.equal(closed, 'vault.no-grant')
    if (!one.notice) return
    const { why: unasked } = await asks(module, { ...allowed, ref: await somebody(one, false) })
    assert.equal(unasked, 'vault.no-consent')
  })
}
