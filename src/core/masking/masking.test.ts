import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findPersonal, masked } from '#core/masking'

const kindsIn = (text: string) =>
  findPersonal(text).map(({ kind, from, to }) => [kind, text.slice(from, to)])

test('addresses, numbers and papers are found where they stand', () => {
  assert.deepEqual(kindsIn('Write to ada.lovelace+x@mail.example.org, please.'), [
    ['email', 'ada.lovelace+x@mail.example.org'],
  ])
  // Numbers of the standards' own examples.
  assert.deepEqual(kindsIn('Pay GB82 WEST 1234 5698 7654 32 today'), [
    ['iban', 'GB82 WEST 1234 5698 7654 32'],
  ])
  assert.deepEqual(kindsIn('IBAN NL91ABNA0417164300.'), [['iban', 'NL91ABNA0417164300']])
  assert.deepEqual(kindsIn('DNI 12345678Z'), [['national-id', '12345678Z']])
  assert.deepEqual(kindsIn('NIE X1234567L'), [['national-id', 'X1234567L']])
  assert.deepEqual(kindsIn('BSN 111222333'), [['national-id', '111222333']])
  assert.deepEqual(kindsIn('CF RSSMRA85T10A562S'), [['national-id', 'RSSMRA85T10A562S']])
  assert.deepEqual(kindsIn('card 4111 1111 1111 1111'), [['card', '4111 1111 1111 1111']])
  assert.deepEqual(kindsIn('call +34 612 345 678 now'), [['phone', '+34 612 345 678']])
  assert.deepEqual(kindsIn('bel 020-624 1111 of 06 12345678'), [
    ['phone', '020-624 1111'],
    ['phone', '06 12345678'],
  ])
  assert.deepEqual(kindsIn('اتصل على ٠٦١٢٣٤٥٦٧٨'), [['phone', '٠٦١٢٣٤٥٦٧٨']])
  assert.deepEqual(kindsIn('el coche 1234 BCD y la moto GK-123-Z'), [
    ['plate', '1234 BCD'],
    ['plate', 'GK-123-Z'],
  ])
})

test('a number whose sum is wrong is none, and house numbers, dates and prices raise no alarm', () => {
  assert.deepEqual(kindsIn('NL91ABNA0417164301'), [])
  assert.deepEqual(kindsIn('12345678A'), [])
  assert.deepEqual(kindsIn('111222334'), [])
  assert.deepEqual(kindsIn('RSSMRA85T10A562T'), [])
  for (const text of [
    'The lamp at number 128, second floor, since 2026-03-02 at 09:30.',
    'It cost 1.250,00 € in 2025; the bus 47 stops 300 metres away.',
    'Report R-1029 of 12/11/2026, post code 1012 AB, at 36.9141, 12.4432.',
    'La farola 12 de la calle Mayor lleva 3 semanas rota.',
    'الحفرة أمام المدرسة رقم 12 منذ 3 أيام',
  ]) {
    assert.deepEqual(kindsIn(text), [], text)
  }
})

test('a name after a salutation is found in four languages, and nothing after it', () => {
  assert.deepEqual(kindsIn('Ask Mrs. Jane van der Berg about it'), [['name', 'Jane van der Berg']])
  assert.deepEqual(kindsIn('La señora Sra. García López vive aquí'), [['name', 'García López']])
  assert.deepEqual(kindsIn('volgens mevrouw Mevr. De Vries is het kapot'), [['name', 'De Vries']])
  assert.deepEqual(kindsIn('my name is Ada Lovelace and the lamp is broken'), [
    ['name', 'Ada Lovelace'],
  ])
  assert.deepEqual(kindsIn('قال السيد أحمد علي'), [['name', 'أحمد علي']])
})

test('what is masked cannot be read, and the rest stays word for word', () => {
  const text = 'Mr. Smith (ada@x.example) left rubbish'
  assert.equal(masked(text, findPersonal(text)), 'Mr. ••• (•••) left rubbish')
  assert.equal(masked(text, []), text)
})

test('numbers of identity papers are found in eight countries, and only when their sum is right', () => {
  // Examples of the authorities' own pages and of the standards.
  const papers = [
    'NINO QQ123456C'.replace('QQ', 'AB'),
    'NIR 2 55 08 14 168 025 38'.replace('2 55 08 14 168 025 38', '1 85 05 78 006 084 91'),
    'rijksregister 85.07.30-033 28',
    'Steuer-ID 86 095 742 719',
    'NIE Y1234567X',
    'BSN 123456782',
  ]
  for (const text of papers) {
    assert.deepEqual(
      kindsIn(text).map(([kind]) => kind),
      ['national-id'],
      text,
    )
  }
  for (const text of ['GB123456A', '1 85 05 78 006 084 92', '85.07.30-033 29', '86 095 742 710']) {
    assert.deepEqual(
      kindsIn(text).filter(([kind]) => kind === 'national-id'),
      [],
      text,
    )
  }
})

test('plates are found as countries write them, or behind the word for one', () => {
  const plates = [
    '1234 BCD',
    'M-1234-AB',
    'GK-123-Z',
    '12-GBK-3',
    'AB12 CDE',
    'AB-123-CD',
    'B-MW 123',
  ]
  for (const one of plates) assert.deepEqual(kindsIn(`the car ${one}.`), [['plate', one]], one)
  assert.deepEqual(kindsIn('matrícula: X 99 KLM'), [['plate', 'X 99 KLM']])
  assert.deepEqual(kindsIn('kenteken 4-TFL-24'), [['plate', '4-TFL-24']])
  assert.deepEqual(kindsIn('سيارة ١٢٣٤٥ | أ | ٦ أمام الباب'), [['plate', '١٢٣٤٥ | أ | ٦']])
  for (const text of [
    'house 12-A, flat 3-B-2',
    '2024 DST',
    'line 30-40-50',
    'COVID-19',
    'A-66-B',
  ]) {
    assert.deepEqual(kindsIn(text), [], text)
  }
})

test('streets and schools are called after people, and keep their names', () => {
  for (const text of [
    'La farola de la calle Doctor Fleming 12 no funciona',
    'En la plaza de Doña Urraca hay basura',
    'The bench in Dr Fleming Street is broken',
    'Bij de Dr. Kuyperstraat ligt afval',
    'Junto al colegio Don Bosco',
    'Block D Main entrance, I miss London',
    'El Don siempre pasa por aquí',
  ]) {
    assert.deepEqual(kindsIn(text), [], text)
  }
  assert.deepEqual(kindsIn('vive aquí don Julián Prado\nLa farola sigue rota'), [
    ['name', 'Julián Prado'],
  ])
  assert.deepEqual(kindsIn('mijn buurman Kees de Wit zegt het ook'), [['name', 'Kees de Wit']])
  assert.deepEqual(kindsIn('تقول جارتي فاطمة حسن'), [['name', 'فاطمة حسن']])
})

test('a very long text of odd signs is looked through to its end', () => {
  const odd = [`${'a'.repeat(5000)}@`, 'A-'.repeat(3000), 'GB83 '.repeat(1000)]
  for (const text of odd) assert.deepEqual(kindsIn(text), [], text.slice(0, 10))
  assert.ok(findPersonal('+1 '.repeat(2000)).length <= 2000)
})
