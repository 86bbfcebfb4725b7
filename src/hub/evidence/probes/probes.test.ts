import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Facts, type Harvested, type Item, items, relsOf, type Source } from '../model.ts'
import { probe, probeAll } from './index.ts'
import { city, gone, silent, source, withOfficer } from './trial.ts'

const records = (rel: string, facts: Facts): Harvested => city([source(rel, 'records', facts)])
const register = (facts: Facts): Source => source('algorithm-register', 'register', facts)
const all = { owner: 2, purpose: 2, basis: 2, uses: 2, person: 2, appeal: 2 }
const catalogue = { datasets: 3, downloads: 9, sampled: 9, answered: 9, seed: 's' }
const topics = { reports: true, sensors: true, algorithms: true, performance: true }
const statement = { audited: '2025-06-01', barriers: 2 }
const start = (facts: Facts) => source('start-page', 'page', facts)
const tools = ['use-log', 'data-export', 'data-erasure'].map((rel) => source(rel, 'page'))
const hub = { endorsed: true, reaffirmed: true, attended: 2 }
const code = { approved: true, released: '2026-01-01', licence: 'MIT' }

/** What passes, what only partly, and what fails, item by item. S66 and S67 are asked of the hub. */
const cases: Readonly<
  Partial<Record<Item, { pass: Harvested; partial: Harvested; fail?: Harvested }>>
> = {
  S63: {
    pass: withOfficer([
      source('processing-register', 'register', { entries: 2, controller: 2, officer: 2 }),
    ]),
    partial: withOfficer([
      source('processing-register', 'register', { entries: 2, controller: 2, officer: 1 }),
    ]),
  },
  S64: {
    pass: records('technology-office', { role: true, mandate: true, namedGood: 1 }),
    partial: records('technology-office', { role: true, mandate: true, namedGood: 0 }),
  },
  S65: {
    pass: records('equity-agenda', { decided: true, indicators: 1, newest: '2025-01-01' }),
    partial: records('equity-agenda', { decided: true, indicators: 1, newest: '2023-01-01' }),
    fail: records('equity-agenda', { decided: false, indicators: 0, newest: '' }),
  },
  S68: {
    pass: records('broadband', { target: true, measured: 2 }),
    partial: records('broadband', { target: true, measured: 0 }),
    fail: records('broadband', { target: false, measured: 0 }),
  },
  S69: {
    pass: city([source('classes', 'calendar', { events: 2, days: '2026-01-01', seats: 9 })]),
    partial: city([source('classes', 'calendar', { events: 2, days: '2024-01-01 2027-01-01' })]),
    fail: city([source('classes', 'calendar', { events: 0, days: '', seats: 0 })]),
  },
  S70: {
    pass: records('campaigns', { campaigns: 1, whole: 1 }),
    partial: records('campaigns', { campaigns: 1, whole: 0 }),
    fail: records('campaigns', { campaigns: 0, whole: 0 }),
  },
  S71: {
    pass: city([
      source('data-protection-policy', 'page', { words: 300, dated: '2025-05-01', language: 'es' }),
    ]),
    partial: city([
      source('data-protection-policy', 'page', { words: 300, dated: '2023-05-01', language: 'es' }),
    ]),
    fail: city([source('data-protection-policy', 'page', { words: 3, dated: '', language: '' })]),
  },
  S72: {
    pass: records('legislation', { instruments: 1, whole: 1, eli: 1 }),
    partial: records('legislation', { instruments: 1, whole: 0 }),
    fail: records('legislation', { instruments: 0, whole: 0 }),
  },
  S73: {
    pass: city([...tools, start({ pages: 20, foreign: 0 })]),
    partial: city([...tools, start({ pages: 20, foreign: 1 })]),
    fail: city([...['use-log', 'data-export'].map(gone), start({ pages: 1, foreign: 3 })]),
  },
  S74: {
    pass: city([register({ entries: 2, logged: 5, ...all })]),
    partial: city([register({ entries: 2, logged: 5, ...all, appeal: 1 })]),
  },
  S75: {
    pass: city([source('open-data', 'catalogue', catalogue)]),
    partial: city([source('open-data', 'catalogue', { ...catalogue, answered: 8 })]),
  },
  S76: {
    pass: city([source('open-data', 'catalogue', { ...catalogue, ...topics })]),
    partial: city([source('open-data', 'catalogue', { ...topics, sensors: false })]),
    fail: city([source('open-data', 'catalogue', {})]),
  },
  S77: {
    pass: records('net-neutrality', { pledged: '2025-01-01', counted: true, contracts: 2 }),
    partial: records('net-neutrality', { pledged: '2025-01-01', counted: false }),
    fail: records('net-neutrality', { pledged: '', counted: false }),
  },
  S78: {
    pass: records('participation', {
      processes: 1,
      newest: '2026-01-01',
      newestOutcome: '2025-12-01',
    }),
    partial: records('participation', { processes: 1, newest: '2026-01-01', newestOutcome: '' }),
    fail: records('participation', { processes: 0, newest: '', newestOutcome: '' }),
  },
  S79: {
    pass: records('channels', { channels: 3, counted: 2 }),
    partial: records('channels', { channels: 2, counted: 1 }),
    fail: records('channels', { channels: 1, counted: 1 }),
  },
  S80: {
    pass: records('equity-data', { method: true, privacy: true, nextWave: '2026-10-01' }),
    partial: records('equity-data', { method: true, privacy: true, nextWave: '2025-10-01' }),
    fail: records('equity-data', { method: false, privacy: false, nextWave: '' }),
  },
  S81: {
    pass: city([source('accessibility', 'records', statement), start({ pages: 20, scanned: 0 })]),
    partial: city([source('accessibility', 'page'), start({ pages: 20, scanned: 0 })]),
  },
  S82: {
    pass: city([
      source('sovereignty-policy', 'page'),
      source('dependencies', 'records', { dependencies: 4 }),
    ]),
    partial: city([source('sovereignty-policy', 'page'), gone('dependencies')]),
  },
  S83: {
    pass: records('procurement', { known: true, tenders: 9, clause: 3 }),
    partial: records('procurement', { known: false, tenders: 9 }),
    fail: records('procurement', { known: false, tenders: 0 }),
  },
  S84: {
    pass: city([source('software', 'software', code)]),
    partial: city([source('software', 'software', { ...code, released: '2024-01-01' })]),
  },
}

const documented = items.filter((item) => item !== 'S66' && item !== 'S67')

for (const item of documented) {
  const { pass, partial, fail } = cases[item] ?? assert.fail(item)
  test(`${item} passes at E3 when everything that is asked for is there`, () => {
    const found = probe(item, pass)
    assert.deepEqual([found.value, found.level, found.reasons], ['pass', 'E3', []])
    assert.match(found.source ?? '', /^https:/)
  })

  test(`${item} is partial, below E3, when something is missing, and says what`, () => {
    const found = probe(item, partial)
    assert.equal(found.value, 'partial')
    assert.ok(['E1', 'E2'].includes(found.level))
    assert.ok(found.reasons.length > 0)
  })

  test(`${item} fails when what is declared is not there, is not what it should be, or is empty`, () => {
    const declared = relsOf[item].filter((rel) => rel !== 'start-page')
    const missing = probe(item, city(declared.map(gone)))
    assert.deepEqual([missing.value, missing.level], ['fail', 'E0'])
    if (fail) assert.equal(probe(item, fail).value, 'fail')
    if (item === 'S73') return
    const [rel = ''] = declared
    assert.equal(probe(item, city([source(rel, 'malformed')])).reasons[0], 'malformed')
  })

  test(`${item} is unknown, never failed, when nothing is declared or nobody answers`, () => {
    assert.equal(probe(item, city([])).value, 'unknown')
    assert.equal(probe(item, city([], { discovery: null })).value, 'unknown')
    const unreached = probe(item, city(relsOf[item].map(silent)))
    assert.deepEqual([unreached.value, unreached.reasons], ['unknown', ['not-reached']])
  })
}

test('every item is not applicable when the city says so, which is its word alone', () => {
  const paper = city([])
  for (const item of items) {
    const notApplicable = [item]
    const discovery = paper.discovery && { ...paper.discovery, notApplicable }
    const found = probe(item, { ...paper, discovery })
    assert.deepEqual([found.value, found.level], ['not-applicable', 'E0'])
  }
})

test('S66 is known only to who asked the hosts', () => {
  const of = (attended: number | null) => probe('S66', city([], { hub: { ...hub, attended } }))
  assert.equal(of(2).value, 'pass')
  assert.equal(of(2).counted['attended'], 2)
  assert.equal(of(0).value, 'unknown')
  assert.equal(of(null).value, 'unknown')
  assert.equal(probe('S66', city([])).value, 'unknown')
})

test('S67 passes with an endorsement that was affirmed again, and only a hub can say so', () => {
  const of = (more: Partial<typeof hub>) => probe('S67', city([], { hub: { ...hub, ...more } }))
  assert.equal(of({}).value, 'pass')
  assert.equal(of({ reaffirmed: false }).value, 'partial')
  assert.equal(of({ endorsed: false }).value, 'fail')
})

test('S67 from outside reaches as far as the decision document does, and never further', () => {
  const declaration = { status: 'member', decided: true }
  const discovery = { ...(city([]).discovery ?? assert.fail()), declaration }
  const of = (...sources: Source[]) => probe('S67', city(sources, { discovery }))
  assert.deepEqual([of().value, of().level], ['partial', 'E0'])
  const good = of(source('declaration-decision', 'page', { sameHash: true }))
  assert.deepEqual([good.value, good.level], ['partial', 'E1'])
  const changed = of(source('declaration-decision', 'page', { sameHash: false }))
  assert.deepEqual([changed.level, changed.reasons], ['E0', ['decision-changed']])
  assert.equal(probe('S67', city([])).value, 'unknown')
})

test('a page that no program can judge counts as far as its item allows, E1 or E2', () => {
  for (const item of ['S65', 'S72', 'S77', 'S82', 'S83'] as const) {
    const [rel = ''] = relsOf[item]
    const found = probe(item, city([source(rel, 'page')]))
    assert.deepEqual([found.value, found.level], ['partial', 'E1'], item)
  }
  for (const item of ['S69', 'S74', 'S75', 'S78', 'S84'] as const) {
    const [rel = ''] = relsOf[item]
    const found = probe(item, city([source(rel, 'page')]))
    assert.deepEqual([found.value, found.level], ['partial', 'E2'], item)
  }
})

test('two ways to take part that are not counted are partial, one alone says what is missing', () => {
  const [street, process] = [source('street-reports', 'page'), source('participation', 'feed')]
  assert.deepEqual(probe('S79', city([street, process])).reasons, ['channels-uncounted'])
  assert.equal(probe('S79', city([street])).reasons[0], 'channels-few')
})

test('the boundary of 24 and of 12 months is a day', () => {
  const policy = (dated: string) =>
    probe(
      'S71',
      city([source('data-protection-policy', 'page', { words: 200, dated, language: 'en' })]),
    )
  assert.equal(policy('2024-03-02').value, 'pass')
  assert.equal(policy('2024-02-28').value, 'partial')
  const released = (day: string) =>
    probe('S84', city([source('software', 'software', { ...code, released: day })]))
  assert.equal(released('2025-03-02').value, 'pass')
  assert.equal(released('2025-03-01').value, 'partial')
})

test('all 22 items are probed, each once, in their order', () => {
  assert.deepEqual(
    probeAll(city([])).map(({ item }) => item),
    items,
  )
})
