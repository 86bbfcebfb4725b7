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
  assert.equal(masked(text, findPersonal(text)), 'Mr. ▒▒▒ (▒▒▒) left rubbish')
  assert.equal(masked(text, []), text)
})

test('a very long text of odd signs is looked through to its end', () => {
  const odd = [`${'a'.repeat(5000)}@`, 'A-'.repeat(3000), 'GB83 '.repeat(1000)]
  for (const text of odd) assert.deepEqual(kindsIn(text), [], text.slice(0, 10))
  assert.ok(findPersonal('+1 '.repeat(2000)).length <= 2000)
})
