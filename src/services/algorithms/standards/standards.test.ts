import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { FIELD_NAMES, specOf, type Words } from '../model.ts'
import { type Facts, fromStandard, STANDARDS, standardOf, toStandard } from './index.ts'

const data =
  process.env['CITYRIGHT_DATA'] ?? join(import.meta.dirname, '../../../../../shared/data')
const folder = join(data, 'algorithms')
const skip = existsSync(folder) ? false : 'the published standards are not beside the project'
const published = (name: string): string => readFileSync(join(folder, name), 'utf8')

/** An entry with something in every field, of more than one line where a field may have it. */
const full: Words = Object.fromEntries(
  FIELD_NAMES.map((field) => {
    const { choices, short } = specOf(field)
    const month = field === 'begin' || field === 'end' ? '2026-03' : undefined
    return [field, choices?.[0] ?? month ?? (short ? `our ${field}` : `our ${field}\nmore`)]
  }),
)
const facts: Facts = {
  id: 'reports.route',
  language: 'nl',
  status: 'operational',
  publishedOn: '2026-03-02',
  changedOn: '2026-04-02',
  revisionOn: '2027-03-02',
}

const standard = (code: string) => {
  const found = standardOf(code)
  assert.ok(found)
  return found
}

for (const one of STANDARDS) {
  test(`what goes out as ${one.title} and comes in again is the same, but for what was said to be lost`, () => {
    const { entry, lost } = toStandard(full, facts, one)
    const { words, unknown } = fromStandard(entry, one)
    assert.deepEqual(unknown, [])
    assert.ok(lost.length < FIELD_NAMES.length - 8)
    for (const field of FIELD_NAMES) {
      if (!lost.includes(field)) assert.equal(words[field], full[field], field)
    }
    const again = toStandard(words, facts, one)
    assert.deepEqual(again.entry, entry)
  })

  test(`no two fields of ${one.title} are filled from one of ours, and each name stands once`, () => {
    const theirs = one.rules.map((rule) => rule.theirs)
    const ours = one.rules.flatMap((rule) => rule.ours ?? [])
    assert.deepEqual([new Set(theirs).size, new Set(ours).size], [theirs.length, ours.length])
  })
}

test('the standard of Eurocities loses nothing: what it has no field for stands in the remark', () => {
  const long = { ...full, summary: 'a'.repeat(200), remark: 'Ask us.' }
  const { entry, lost } = toStandard(long, facts, standard('eurocities'))
  assert.ok(lost.includes('supplier') && lost.includes('summary'))
  assert.equal(String(entry['description_short']).length, 150)
  assert.match(String(entry['remark']), /^Ask us\.\n§summary: a{200}/)
  const { words } = fromStandard(entry, standard('eurocities'))
  assert.deepEqual(words, long)
})

test('the Dutch standard has no field for objecting: how to object goes on after human intervention', () => {
  const { entry, lost } = toStandard(full, facts, standard('nl'))
  assert.ok(lost.includes('objection'))
  assert.match(String(entry['human_intervention']), /^our humanIntervention\nmore\n§objection: our/)
  const { words } = fromStandard(entry, standard('nl'))
  assert.deepEqual(
    [words.objection, words.humanIntervention],
    [full.objection, full.humanIntervention],
  )
})

const german = '§ 31 Abs. 4 VwVfG\n§§ 3 und 5 GO\n§goal: stands in § 2'
for (const { code } of STANDARDS) {
  test(`a law that is cited with its sign comes in, and comes back, whole by ${code}`, () => {
    const one = standard(code)
    const said = {
      ...{ name: 'Lamps', summary: 'Sorts', humanIntervention: german, remark: german },
      ...{ objection: german, supplier: german, goal: 'To sort' },
    }
    const { entry, lost } = toStandard(said, facts, one)
    const { words } = fromStandard(entry, one)
    assert.equal(words.goal, 'To sort')
    for (const field of ['humanIntervention', 'remark', 'objection', 'supplier'] as const) {
      const isKept = !lost.includes(field) || one.restOnly === undefined || field === 'objection'
      if (words[field] !== undefined) assert.equal(words[field], german, field)
      else assert.ok(!isKept || one.rest === undefined, field)
    }
  })
}

test('what another register wrote comes in as it is, however it is written', () => {
  const read = (goal: string) => fromStandard({ goal }, standard('nl-register')).words.goal
  assert.equal(
    read('Below <40 % a person decides, and >60 % nobody'),
    'Below <40 % a person decides, and >60 % nobody',
  )
  assert.equal(read('It doesn&#39;t &#x2013; and &apos;never&apos;'), "It doesn't – and 'never'")
  assert.equal(read('<p class="x">A</p><!-- no --><script>alert(1)</script>B'), 'A\nalert(1)B')
  assert.equal(read('a\u0000b\u0007c\ud800d'), 'abc\ufffdd')
  assert.equal(read('&#0;&#xD800;&#1114112;x'), 'x')
  const begun = performance.now()
  assert.equal(read(`a${' '.repeat(190_000)}b`)?.length, 190_002)
  assert.ok(performance.now() - begun < 2000, 'a long row of blanks holds nobody up')
})

test('a phase that another standard cannot tell apart is said to be lost', () => {
  const pilot = { ...facts, status: 'pilot' }
  assert.ok(toStandard(full, pilot, standard('nl')).lost.includes('status'))
  assert.ok(!toStandard(full, facts, standard('nl')).lost.includes('status'))
  assert.ok(!toStandard(full, pilot, standard('uk')).lost.includes('status'))
})

test('markup of another register becomes plain text, and titles with links become lines', () => {
  const { words, unknown } = fromStandard(
    {
      name: 'Gem',
      goal: '<div><p>Answers &amp; helps.</p><p>Day and night.</p></div>',
      lawful_basis_grouping: [{ title: 'Act', link: 'https://law.example' }, { title: 'Rule' }],
      category: ['Verkeer', 'Werk'],
      colour: 'blue',
      url: null,
    },
    standard('nl-register'),
  )
  assert.equal(words.goal, 'Answers & helps.\nDay and night.')
  assert.equal(words.lawfulLinks, 'Act | https://law.example\nRule')
  assert.equal(words.domain, 'Verkeer\nWerk')
  assert.deepEqual(unknown, ['colour'])
})

const names = (text: string, pattern: RegExp) =>
  [...text.matchAll(pattern)].map(([, name = '']) => name.replace(/\*$/, '')).toSorted()
const ours = (code: string) =>
  standard(code)
    .rules.map(({ theirs }) => theirs)
    .toSorted()

test(
  'every published field of Eurocities, the United Kingdom and the Netherlands is known here',
  { skip },
  () => {
    const attribute = /^-\s+attribute: "([^"]+)"/gm
    assert.deepEqual(
      ours('eurocities'),
      names(published('eurocities-ats-v0_3_1-fields.yaml'), attribute),
    )
    assert.deepEqual(ours('uk'), names(published('uk-ats-fields-2021.yaml'), attribute))
    const keys = (name: string) => Object.keys(JSON.parse(published(name)).properties).toSorted()
    const schema = 'algoritmeregister-publicatiestandaard-v1.0.0.schema.json'
    assert.deepEqual(ours('nl'), keys(schema))
    const register = keys('nl-publicatiestandaard-v1_0-fields.json')
    assert.deepEqual(
      register.filter((key) => key !== 'lars'),
      ours('nl-register'),
    )
  },
)

test(
  'what goes out fits the published schema of the Netherlands and the categories of DTPR',
  { skip },
  () => {
    const schema = JSON.parse(published('algoritmeregister-publicatiestandaard-v1.0.0.schema.json'))
    const { entry } = toStandard(full, facts, standard('nl'))
    for (const key of schema.required) assert.ok(entry[key] !== undefined, key)
    for (const [key, value] of Object.entries(entry)) {
      const { enum: values, pattern, const: fixed } = schema.properties[key]
      if (values) assert.ok(values.includes(value), key)
      if (fixed) assert.equal(value, fixed)
      if (pattern) assert.match(String(value), new RegExp(pattern))
    }
    const { categories } = JSON.parse(published('dtpr-v1-taxonomy-en.json'))
    const known = categories.map(({ id }: { id: string }) => id)
    const chain = toStandard(full, facts, standard('dtpr')).entry['chain']
    for (const category of Object.keys(chain ?? {})) assert.ok(known.includes(category), category)
  },
)

test('entries that Dutch cities published come in and go out the same', { skip }, () => {
  const one = standard('nl-register')
  for (const name of ['nl-template-Gemeente_Tilburg.json', 'nl-template-Zivver.json']) {
    for (const entry of JSON.parse(published(name))) {
      const { words, facts: theirs } = fromStandard(entry, one)
      assert.ok((words.goal?.length ?? 0) > 100 && !/<\w/.test(JSON.stringify(words)))
      const out = toStandard(words, { ...facts, ...theirs }, one)
      assert.deepEqual(fromStandard(out.entry, one).words, words)
      assert.equal(out.entry['status'], entry.status)
    }
  }
})
