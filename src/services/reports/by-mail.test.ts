import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readIncoming } from '#core/mail'
import {
  answerAddress,
  answerWords,
  bareSubject,
  commonPlace,
  cutAt,
  ownWords,
  saidIn,
  wayOf,
} from './by-mail.ts'

const mailTo = 'reports@luzarra.example'
const read = (raw: string | Buffer) =>
  readIncoming(Buffer.isBuffer(raw) ? raw : Buffer.from(raw.replace(/\n/g, '\r\n')))

test('an answer is what was written, whatever program quoted the letter below it', () => {
  const quoted = '> ##- Write your answer above this line ##-\n>\n> Which lamp is it?'
  const gmail = `The second one.\n\nOn Fri, 27 Nov 2026 at 10:12, City of Luzarra <city@luzarra.example>\nwrote:\n\n${quoted}`
  const spanish = `La segunda.\n\nEl vie, 27 nov 2026 a las 10:12, Luzarra (<city@luzarra.example>)\nescribió:\n\n${quoted}`
  const arabic = `المصباح الثاني\n\nفي ٢٧ نوفمبر ٢٠٢٦ كتب Luzarra <city@luzarra.example>:\n\n${quoted}`
  assert.equal(answerWords(gmail), 'The second one.')
  assert.equal(answerWords(spanish), 'La segunda.')
  assert.equal(answerWords(arabic), 'المصباح الثاني')
  const outlook = `It is the second one.\n\nKind regards\n\n________________________________\nFrom: City of Luzarra <city@luzarra.example>\nSent: Friday, November 27, 2026 10:12\nTo: Amina\nSubject: A question\n\nWhich lamp is it?`
  assert.equal(answerWords(outlook), 'It is the second one.\n\nKind regards')
  const older = 'The second.\n-----Original Message-----\nFrom: City\nSent: today\n\nWhich one?'
  assert.equal(answerWords(older), 'The second.')
  const unmarked = 'The second.\n\n##- Write your answer above this line ##-\n\nHello, which one?'
  assert.equal(answerWords(unmarked), 'The second.')
})

test('who answers between the lines loses no line of the answer', () => {
  const between = '> Which lamp?\nThe second.\n> Since when?\nSince Monday.'
  assert.equal(answerWords(between), 'The second.\nSince Monday.')
})

test('an answer that would be empty stays whole, so that nothing is lost', () => {
  assert.equal(answerWords('> Only a quotation'), '> Only a quotation')
  assert.equal(answerWords(''), '')
})

test('a sentence that ends with a colon is no announcement of a quotation', () => {
  assert.equal(
    answerWords('Two things are broken:\n> the lamp\nBoth are dark.'),
    'Two things are broken:\nBoth are dark.',
  )
})

test('a signature is left out, also the one a telephone adds by itself', () => {
  assert.equal(
    ownWords('The lamp is dark.\n\n-- \nAmina Example\n+34 612 345 678'),
    'The lamp is dark.',
  )
  for (const signed of ['Sent from my iPhone', 'Enviado desde mi iPhone', 'أُرسلت من الـ iPhone'])
    assert.equal(ownWords(`Lamp\n\n${signed}`), 'Lamp', signed)
  assert.equal(
    ownWords('Fwd from my neighbour:\n> The lamp is dark'),
    'Fwd from my neighbour:\n> The lamp is dark',
  )
})

test('a subject is said once, without what mail programs put before it', () => {
  assert.equal(bareSubject('Re: RV: Fwd: Dark lamp'), 'Dark lamp')
  assert.equal(saidIn('Dark lamp', 'Since Monday.'), 'Dark lamp\n\nSince Monday.')
  assert.equal(saidIn('dark lamp', 'Dark lamp since Monday.'), 'Dark lamp since Monday.')
  assert.equal(cutAt('abcdefgh', 6), 'abcd …')
})

test('an address of one case is found by its secret, and no other address is ours', () => {
  const code = 'k3'.repeat(13)
  assert.deepEqual(wayOf(answerAddress(mailTo, code), mailTo), { code })
  assert.deepEqual(wayOf('Reports@Luzarra.Example', mailTo), { code: null })
  for (const other of [
    'x@luzarra.example',
    'reports+ABC@luzarra.example',
    'reports@evil.example',
    '@',
  ])
    assert.equal(wayOf(other, mailTo), undefined, other)
  assert.equal(wayOf('reports@luzarra.example', ''), undefined, 'a city that takes no mail')
})

test('photos that were taken apart say no place, since nobody guesses', () => {
  const here = { lon: 12.45, lat: 36.93 }
  assert.deepEqual(commonPlace([here, { lon: 12.451, lat: 36.931 }]), here)
  assert.equal(commonPlace([here, { lon: 12.47, lat: 36.93 }]), null)
  assert.equal(commonPlace([]), null)
})

test('letters of every encoding are read: windows-1252, quoted-printable, base64, Arabic', async () => {
  const outlook = Buffer.concat([
    Buffer.from(
      'From: =?windows-1252?Q?Iv=E1n?= <ivan@example.org>\r\nMessage-ID: <1@x.example>\r\nSubject: =?windows-1252?Q?Farola_rota?=\r\nMIME-Version: 1.0\r\nContent-Language: es-ES\r\nContent-Type: text/plain; charset=windows-1252\r\nContent-Transfer-Encoding: 8bit\r\n\r\nEst\xe1 a\xfan apagada \x96 15 \x80',
      'latin1',
    ),
  ])
  const spanish = await read(outlook)
  assert.deepEqual(
    [spanish.name, spanish.text, spanish.language],
    ['Iván', 'Está aún apagada – 15 €', 'es'],
  )
  const arabic = Buffer.from('المصباح معطل').toString('base64')
  const gmail = await read(
    `From: a@example.org\nSubject: =?UTF-8?B?${arabic}?=\nMIME-Version: 1.0\nContent-Type: text/plain; charset="UTF-8"\nContent-Transfer-Encoding: base64\n\n${arabic}\n`,
  )
  assert.deepEqual([gmail.subject, gmail.text], ['المصباح معطل', 'المصباح معطل'])
  const html = await read(
    'From: a@example.org\nSubject: x\nMIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n<p>Farola =C3=BAnica</p><script>alert(1)</script><img src=3D"https://track.example/1.gif">\n',
  )
  assert.equal(html.text, 'Farola única')
})

test('a message with thousands of nested or empty parts is read in a moment, and never breaks', async () => {
  const parts = (n: number) =>
    `From: a@example.org\nSubject: x\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n${'--b\n\n\n'.repeat(n)}--b--\n`
  const nested = Array.from(
    { length: 2000 },
    (_, n) => `Content-Type: multipart/mixed; boundary=b${n}\n\n--b${n}\n`,
  ).join('')
  const began = performance.now()
  for (const odd of [
    parts(5000),
    `From: a@example.org\nMIME-Version: 1.0\n${nested}`,
    'no headers',
    '\0\n\n--',
  ])
    assert.equal(typeof (await read(odd)).text, 'string')
  assert.ok(performance.now() - began < 5000)
})
