/** Two hubs and six cities as real processes: two that join by real proofs, one of them a static file; one that lies, one forged, one down. */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { z } from 'zod'
import { atHub, type Hub, officialOf, PASSWORD, people } from '../scripts/coalition/joining.ts'
import { enrolled, type Joined, promises, teaches } from '../scripts/coalition/play.ts'
import { councilOf, councils, type Running, staticCity } from '../scripts/coalition/processes.ts'
import { promise } from '#test/promise'
import {
  ask,
  city,
  ended,
  folder,
  PATIENCE,
  type Place,
  place,
  read,
  start,
  timePasses,
  until,
} from '#test/trial-processes'

let first: Place
let second: Place
let harbour: Place
let paper: Place
let council: Place
let liar: Running
let liarPlace: Place
let hub: Hub
let firstRuns: Running

before(async () => {
  first = await place('First')
  second = await place('Second')
  harbour = await place('Harbour')
  paper = await place('Paper')
  council = await place('Council')
  liarPlace = await place('Liar')
  const [forger, down] = [await place('Forger'), await place('Down')]
  const dns = await start(['scripts/coalition/names.ts', join(folder, 'names.json')])
  const texts = councils(folder, ['Harbour', 'Paper'])
  const files = staticCity(folder, paper)
  const town = (it: Place, how: string) =>
    start(['test/lying-town.ts', it.name.toLowerCase(), String(it.port), how])
  ;[liar] = await Promise.all([
    town(liarPlace, 'honest'),
    town(forger, 'forged'),
    start(['scripts/coalition/town.ts', texts, String(council.port)]),
    start(['scripts/coalition/town.ts', files, String(paper.port)]),
  ])
  const listed = [liarPlace, forger, down]
  const officials = [harbour, paper].map(({ name }) => ({ email: officialOf(name) }))
  const [opened] = await Promise.all([
    city(first, true, {
      ...{ MEMBERS: JSON.stringify(listed), PASSWORD },
      ...{ PEOPLE: JSON.stringify([...people, ...officials]) },
      HARVEST_DNS: dns.address.replace('http://', ''),
    }),
    city(harbour, false, { WITNESS_OF: `http://${first.domain},http://${liarPlace.domain}` }),
    city(second, true, {
      MIRROR_OF: `http://${first.domain}`,
      MEMBERS: JSON.stringify([...listed, harbour, paper]),
    }),
  ])
  firstRuns = opened
  const names = (name: string, text: string) => dns.tell(`${name} ${text}`)
  hub = await atHub({ address: opened.address, mail: join(folder, 'first', 'mail'), names })
})
after(ended)

const Federation = z.object({
  alarms: z.array(z.object({ kind: z.string(), about: z.string() })),
  mirrors: z.array(z.object({ failure: z.string().nullable(), lines: z.number() })),
  members: z.array(
    z.object({
      city: z.string(),
      failure: z.string().nullable(),
      seen: z.object({ size: z.number() }).optional(),
    }),
  ),
})
const federation = async (at: Place) =>
  Federation.parse(JSON.parse(await read(at, '/api/federation')))

/** What a witness shows of the log of a city. */
const shownBy = async (witness: Place, of: Place) => {
  const origin = createHash('sha256').update(`${of.domain}/record`).digest('hex')
  return (await ask(witness, `/witness/${origin}/checkpoint`)).text()
}

const candidate = (it: Place) => ({
  ...it,
  documentUrl: councilOf({ ...it, port: council.port }),
})
const joined: Joined[] = []

test(
  'two cities join with proofs in the DNS, a decision on their own domain and two people each',
  { timeout: PATIENCE },
  async () => {
    promise('P6.1', 'P6.2', 'P6.11')
    joined.push(await enrolled(hub, candidate(harbour)))
    joined.push(await enrolled(hub, candidate(paper)))
    assert.deepEqual(
      joined.map((one) => one.city),
      ['harbour-nl', 'paper-nl'],
    )
    const page = await read(first, '/cities/harbour-nl/endorsement')
    assert.match(page, /Shown in the DNS/)
    const [member, other] = joined
    assert.ok(member && other)
    await promises(member)
    const practice = await teaches(hub, member, other)
    for (const { city: id } of joined)
      assert.match(await read(first, `/cities/${id}/practices`), new RegExp(practice))
    firstRuns.tell('work')
  },
)

const Evidence = z.object({
  findings: z.array(z.object({ item: z.string(), value: z.string(), level: z.string() })),
})

test(
  'their evidence fills itself: from the city that runs this software, and from the one that is a file',
  { timeout: PATIENCE },
  async () => {
    const found = async (id: string) => {
      const answer = await ask(first, `/api/evidence/${id}`)
      if (answer.status !== 200) return []
      return Evidence.parse(await answer.json()).findings
    }
    promise('P6.6')
    for (const [id, item] of [
      ['harbour-nl', 'S73'],
      ['paper-nl', 'S78'],
    ] as const) {
      await until(`evidence of ${id}`, async () => {
        const all = await found(id)
        const reaches = all.some((one) => one.item === item && one.level >= 'E2')
        return reaches || JSON.stringify(all.filter(({ value }) => value !== 'unknown'))
      })
    }
  },
)

test(
  'hub and members look at each other; a city that lies is named on the front page of all who watch it',
  { timeout: PATIENCE },
  async () => {
    promise('P3.6', 'P6.9')
    await until(
      'the hubs look at their members',
      async () => {
        const { members } = await federation(first)
        const by = new Map(members.map((one) => [one.city, one]))
        const settled =
          by.get('paper-nl')?.failure === 'no-log' &&
          (by.get('harbour-nl')?.seen?.size ?? 0) > 0 &&
          by.get('liar-nl')?.seen?.size === 40 &&
          by.get('forger-nl')?.failure === 'document-wrong' &&
          by.get('down-nl')?.failure === 'cannot-connect'
        return settled || JSON.stringify(members)
      },
      timePasses,
    )
    for (const [witness, of] of [
      [first, harbour],
      [second, harbour],
      [harbour, first],
      [harbour, liarPlace],
    ] as const) {
      await until(
        `${witness.name} cosigned ${of.name}`,
        async () => {
          const shown = await shownBy(witness, of)
          return shown.includes(`— ${witness.domain}/witness `) || shown
        },
        timePasses,
      )
    }
    liar.tell('fork')
    for (const at of [first, second]) {
      await until(
        `the liar is named at ${at.name}`,
        async () => {
          const { alarms } = await federation(at)
          const named = alarms.map(({ kind, about }) => `${kind} ${about}`).toSorted()
          const expected = ['document-wrong forger-nl', 'split-view liar-nl']
          return expected.every((one) => named.includes(one)) || named.join()
        },
        timePasses,
      )
    }
    const door = await read(first, '/coalition')
    assert.match(door, /liar-nl signed two records that contradict each other/)
    assert.doesNotMatch(door, /harbour-nl|paper-nl|down-nl/)
    for (const at of [first, second, harbour]) {
      await until(
        `the front page of ${at.name}`,
        async () => {
          const front = await read(at, '/')
          const says = front.includes(liarPlace.domain) && /contradicts itself/.test(front)
          return says || 'nothing'
        },
        timePasses,
      )
    }
  },
)

test(
  'the second hub copies everything of the first and agrees with it',
  { timeout: PATIENCE },
  async () => {
    promise('P6.8')
    await until(
      'the copy is complete',
      async () => {
        const { mirrors } = await federation(second)
        const own = await read(first, '/federation/changes')
        const of = encodeURIComponent(first.domain)
        const copied = await read(second, `/federation/changes?of=${of}`)
        const done = mirrors[0]?.failure === null && copied === own && own !== ''
        return done || JSON.stringify(mirrors)
      },
      timePasses,
    )
    const page = await read(second, `/federation/mirrors/${encodeURIComponent(first.domain)}`)
    assert.equal(page.match(/Both say the same/g)?.length, 5)
    assert.doesNotMatch(page, /The hubs disagree/)
    const types = (await read(first, '/federation/changes'))
      .split('\n')
      .filter(Boolean)
      .map((line) => z.object({ type: z.string() }).parse(JSON.parse(line)).type)
    for (const type of ['city', 'endorsement', 'commitment', 'evidence', 'practice']) {
      assert.ok(types.includes(type), type)
    }
  },
)
