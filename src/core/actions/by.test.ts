import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Person } from '#core/people'
import type { Channel } from '#core/vault'
import { byOf } from './by.ts'

const person: Person = {
  ref: 'p1',
  kind: 'official',
  posts: [
    { role: 'caseworker', unit: 'streets', permissions: ['reports.answer'] },
    { role: 'privacy-officer', unit: null, permissions: ['reports.contact'] },
  ],
  permissions: ['reports.answer', 'reports.contact'],
  units: ['streets'],
  session: 's1',
  since: '2026-03-02T09:00:00.000Z',
  how: ['password'],
  assurance: 'low',
  provedAt: '2026-03-02T09:00:00.000Z',
  badge: '4-7F',
}

const channel: Pick<Channel, 'refOf'> = { refOf: () => Promise.resolve('r1') }

test('an official with two posts is named by the one that allows what is done', async () => {
  const line = channel as Channel
  const reading = await byOf(person, line, 'a', { permission: 'reports.contact' })
  assert.equal(reading.as, 'role:privacy-officer')
  assert.equal(reading.actor.unit, null)
  const answering = await byOf(person, line, 'a', { permission: 'reports.answer' })
  assert.equal(answering.as, 'role:caseworker')
  assert.equal(answering.actor.unit, 'streets')
})

test('who is not signed in, and who runs the city’s commands, are named as that', async () => {
  assert.equal((await byOf(null, channel as Channel, 'a')).as, 'anonymous')
  assert.equal((await byOf(null, channel as Channel, 'a', { operator: true })).as, 'operator')
})

test('the vault is told when somebody last showed who they are, and nothing of a stranger', async () => {
  assert.equal((await byOf(person, channel as Channel, 'a')).actor.freshAt, person.provedAt)
  assert.equal((await byOf(null, channel as Channel, 'a')).actor.freshAt, null)
})

test('who acts for another acts as that other everywhere, and never as both', async () => {
  const acting = { mandate: 'm1', kind: 'voluntary', ref: 'p2', scopes: ['folder'] }
  const asked: string[] = []
  const line = {
    refOf: (people: string) => {
      asked.push(people)
      return Promise.resolve(`of ${people}`)
    },
  } as unknown as Channel
  const forHer = await byOf({ ...person, acting }, line, 'a', { onBehalf: 'folder' })
  assert.equal(forHer.whose, 'p2')
  assert.equal(forHer.ref, 'of p2')
  assert.equal(forHer.as, 'role:delegate')
  const forHimself = await byOf({ ...person, acting }, line, 'a', { onBehalf: 'own' })
  assert.equal(forHimself.whose, 'p1')
  assert.deepEqual(asked, ['p2', 'p1'])
  assert.equal((await byOf(null, channel as Channel, 'a')).whose, null)
})
