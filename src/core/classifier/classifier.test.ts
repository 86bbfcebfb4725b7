import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import {
  calibrated,
  classifier,
  evaluated,
  hashOf,
  instructed,
  type Language,
  languageOf,
  learned,
  packed,
  type Sample,
  splitByTime,
  unpacked,
  wordsOf,
} from '#core/classifier'
import { chanceFrom } from '#core/kernel'

/** What people write about three things, in words that overlap as real ones do. */
const phrases: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  en: {
    lamps: ['street lamp', 'broken light', 'dark corner', 'lantern flickers', 'no lighting'],
    waste: ['rubbish bags', 'full container', 'mattress dumped', 'litter everywhere', 'bin stinks'],
    roads: ['deep pothole', 'loose tile', 'broken pavement', 'hole in the asphalt', 'cracked kerb'],
  },
  es: {
    lamps: ['farola apagada', 'luz rota', 'esquina oscura', 'farola parpadea', 'sin alumbrado'],
    waste: ['bolsas de basura', 'contenedor lleno', 'colchón tirado', 'basura por todas partes'],
    roads: ['bache profundo', 'baldosa suelta', 'acera rota', 'agujero en el asfalto'],
  },
  ar: {
    lamps: ['مصباح الشارع معطل', 'لا توجد إنارة', 'عمود الإنارة مكسور', 'الزاوية مظلمة'],
    waste: ['أكياس القمامة', 'الحاوية ممتلئة', 'نفايات في كل مكان', 'مرتبة مرمية'],
    roads: ['حفرة عميقة', 'بلاطة مكسورة', 'الرصيف متكسر', 'حفرة في الأسفلت'],
  },
}
const around: Readonly<Record<string, readonly string[]>> = {
  en: ['near the school', 'in front of my house', 'since Monday', 'please come', 'by the market'],
  es: ['cerca de la escuela', 'delante de mi casa', 'desde el lunes', 'junto al mercado'],
  ar: ['قرب المدرسة', 'أمام منزلي', 'منذ يوم الاثنين', 'بجانب السوق'],
}

function texts(language: string, n: number): Sample[] {
  let state = 42
  const pick = <T>(list: readonly T[]): T => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    const found = list[Math.floor((state / 4294967296) * list.length)]
    if (found === undefined) throw new Error('an empty list')
    return found
  }
  const kinds = phrases[language] ?? {}
  return Array.from({ length: n }, (_, at) => {
    const category = pick(Object.keys(kinds))
    const words = [
      pick(kinds[category] ?? []),
      pick(around[language] ?? []),
      pick(kinds[category] ?? []),
    ]
    const time = new Date(Date.UTC(2026, 0, 1) + at * 3_600_000).toISOString()
    return { text: words.join(' '), category, at: time }
  })
}

function made(language: Language, n = 400) {
  const { learn, calibrate, judge } = splitByTime(texts(language, n))
  const model = calibrated(learned(learn, { language, salt: 'salt of the test' }), calibrate)
  return { ready: classifier(model), judge, model, learn }
}
const english = made('en')

for (const language of ['en', 'es', 'ar'] as const) {
  test(`reports in ${language} are sorted as people confirmed earlier ones, and judged by later ones`, () => {
    const { ready, judge } = language === 'en' ? english : made(language)
    const found = evaluated(
      judge.map(({ text, category }) => ({ ...ready.sorted(text), right: category })),
    )
    assert.ok((found.accuracy ?? 0) > 0.95, JSON.stringify(found))
    assert.ok((found.sure ?? 0) > 0.8 && (found.sureRight ?? 0) > 0.9, JSON.stringify(found))
  })
}

test('the reason is exact: what the words add makes up the whole distance to the second best', () => {
  for (const { text } of english.judge) {
    const { words, start, distance } = english.ready.sorted(text)
    const sum = words.reduce((total, { weight }) => total + weight, start)
    assert.ok(Math.abs(sum - distance) < 1e-4, `${text}: ${sum} is not ${distance}`)
  }
})

test('it says which single word decided, and that is true', () => {
  const text = 'the lamp'
  const { likely, without } = english.ready.sorted(`${text} pothole`)
  assert.ok(without)
  const words = `${text} pothole`.split(' ').filter((word) => word !== without.word)
  const again = english.ready.sorted(words.join(' '))
  assert.notEqual(likely[0]?.category, again.likely[0]?.category)
  assert.equal(again.likely[0]?.category, without.category)
})

test('which single word decided is the same as when the text is read again without each of its words', () => {
  const chance = chanceFrom(7)
  const from = (list: readonly string[]) => list[Math.floor(chance() * list.length)] ?? ''
  const all = Object.values(phrases['en'] ?? {}).flatMap((some) =>
    some.flatMap((one) => one.split(' ')),
  )
  const spoken = [
    ...all,
    ...(around['en'] ?? []).flatMap((one) => one.split(' ')),
    'lampposts',
    'potholed',
    'xyz',
  ]
  const { ready } = english
  const firstOf = (words: readonly string[]) => {
    const logits = ready.logits(words.join(' '))
    return ready.model.categories[logits.indexOf(Math.max(...logits))]
  }
  let decided = 0
  for (let n = 0; n < 3000; n += 1) {
    const words = Array.from({ length: 1 + Math.floor(chance() * 12) }, () => from(spoken))
    const { words: weighed, likely, without } = ready.sorted(words.join(' '))
    const slow = weighed
      .slice(0, 5)
      .filter(({ weight }) => weight > 0)
      .map(({ word }) => ({
        word,
        category: firstOf(words.filter((one) => one.toLowerCase() !== word)),
      }))
    const found = slow.find(({ category }) => category !== likely[0]?.category) ?? null
    assert.deepEqual(without, found, words.join(' '))
    if (found) decided += 1
  }
  assert.ok(decided > 300 && decided < 2700, `${decided} of 3000`)
})

test('a text about something it never learned goes to a person', () => {
  const { sure } = english.ready.sorted('xylophone quarterly zebra')
  assert.equal(sure, false)
  assert.equal(classifier(english.model).sorted('').sure, false)
})

test('a word it does not know is understood by its parts', () => {
  const { likely } = english.ready.sorted('potholes')
  assert.equal(likely[0]?.category, 'roads')
  assert.equal(english.ready.sorted('lamppostlamp').likely[0]?.category, 'lamps')
})

test('a word that only one person wrote leaves no trace in what was learned', () => {
  const { learn, model } = english
  const secret = { text: 'lamp before the door of Philippa Featherstonehaugh', category: 'lamps' }
  const more = learned([...learn, { ...secret, at: '2026-01-02T00:00:00.000Z' }], {
    ...{ language: 'en', salt: 'salt of the test' },
  })
  assert.deepEqual(more.places, model.places)
})

test('the same texts give the same classifier, and its file cannot be cut or changed unseen', () => {
  const again = learned(english.learn, { language: 'en', salt: 'salt of the test' })
  const once = learned(english.learn, { language: 'en', salt: 'salt of the test' })
  assert.equal(hashOf(packed(again)), hashOf(packed(once)))
  const file = packed(english.model)
  const back = classifier(unpacked(file))
  const [text] = english.judge.map((one) => one.text)
  assert.deepEqual(back.sorted(text ?? ''), english.ready.sorted(text ?? ''))
  assert.throws(() => unpacked(file.subarray(0, file.length - 4)), /cut off/)
  const other = learned(english.learn, { language: 'en', salt: 'another' })
  assert.notEqual(hashOf(packed(other)), hashOf(packed(again)))
})

test('how good it is comes out as counted by hand', () => {
  const said = (category: string, probability: number, right: string, sure = true) => ({
    ...{ right, sure },
    likely: [
      { category, probability },
      { category: category === 'a' ? 'b' : 'a', probability: 1 - probability },
    ],
  })
  const found = evaluated([
    said('a', 0.95, 'a'),
    said('a', 0.85, 'a'),
    said('b', 0.75, 'a'),
    said('b', 0.65, 'b', false),
  ])
  assert.deepEqual(
    [found.n, found.accuracy, found.top3, found.sure, found.sureRight],
    [4, 0.75, 1, 0.75, 2 / 3],
  )
  // a: precision 1, recall 2/3; b: precision 1/2, recall 1.
  assert.ok(Math.abs((found.macroF1 ?? 0) - (0.8 + 2 / 3) / 2) < 1e-9)
  assert.equal(found.coverageAt90, 0.5)
  // |0.95−1| + |0.85−1| + |0.75−0| + |0.65−1|, a quarter each
  assert.ok(Math.abs((found.calibrationError ?? 0) - 1.3 / 4) < 1e-9)
  assert.equal(evaluated([]).accuracy, null)
})

test('the language of a text is told by its script and its little words; else the page decides', () => {
  assert.equal(languageOf('De lamp voor mijn deur is al een week kapot'), 'nl')
  assert.equal(languageOf('The lamp has been broken for a week'), 'en')
  assert.equal(languageOf('Hay un bache muy grande en la calle'), 'es')
  assert.equal(languageOf('حفرة كبيرة في الشارع'), 'ar')
  assert.equal(languageOf('lamp', ['nl', 'en']), 'nl')
  assert.deepEqual(
    wordsOf('إنارة الشوارع', 'ar').map(({ stem }) => stem),
    wordsOf('انارة الشوارع', 'ar').map(({ stem }) => stem),
  )
})

const list = join(
  process.env['CITYRIGHT_DATA'] ?? '../shared/data',
  'reports/meldingen-classifications-110.json',
)
const skip = existsSync(list) ? false : 'needs published categories (CITYRIGHT_DATA)'

test(
  'before anything was learned, the instructions of 110 categories sort what people write',
  { skip },
  () => {
    const rank = instructed(JSON.parse(readFileSync(list, 'utf8')))
    const wanted: readonly (readonly [string, string])[] = [
      ['De lantaarnpaal voor mijn deur is al een week kapot', 'Straatverlichting'],
      ['graffiti op de muur van de school', 'Graffiti / wildplak'],
      ['Er zitten ratten in mijn tuin', 'Ratten in woning of tuin'],
      ['De container voor glas is vol', 'Container'],
      ['hondenpoep op het speelveld', 'Uitwerpselen'],
      ['er staat een auto fout geparkeerd', 'Parkeeroverlast'],
    ]
    for (const [text, name] of wanted) {
      const [first] = rank(text)
      assert.equal(first?.name, name, text)
      const sum = (first?.words ?? []).reduce((total, { weight }) => total + weight, 0)
      assert.ok(Math.abs(sum - (first?.score ?? 0)) < 1e-9, 'the words make up the score')
    }
    assert.equal(rank('zzz')[0]?.score, 0)
  },
)
