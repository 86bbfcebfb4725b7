import assert from 'node:assert/strict'
import { test } from 'node:test'
import { basisIn } from '#core/vault'
import { everyPurpose, saying } from '#test/declared-purposes'
import { promise } from '#test/promise'
import { caseIn } from './cases.ts'
import { className, reasonLabel } from './naming.ts'

const say = saying('en')

test('a legal basis that the law repeats is said once', () => {
  assert.equal(basisIn({ gdpr: '6(1)(a)', law: 'GDPR art. 6(1)(a)' }, say), 'GDPR art. 6(1)(a)')
  const both = { gdpr: '6(1)(e)', law: 'Public Space Ordinance 4/2025, art. 4' }
  assert.equal(basisIn(both, say), 'GDPR art. 6(1)(e); Public Space Ordinance 4/2025, art. 4')
})

test('every case for which data may be read is said in words, never as a code', () => {
  promise('P2.45')
  const codes = ['R-1029', 'M-7', 'P-2', 'library-catalogue.01a20cdf-649f-7779-a030-a256e47da776']
  for (const { id, scope } of everyPurpose.filter((one) => one.scope === 'case')) {
    for (const code of codes) {
      const { text } = caseIn({ module: id.split('.')[0] ?? '', purpose: id, case: code }, say)
      assert.doesNotMatch(text, /[0-9a-f]{8}-/, `${id} ${scope}: ${text}`)
      assert.doesNotMatch(text, /^[A-Z]-\d+$/, `${id}: a number alone says nothing`)
    }
  }
})

test('a case leads to where the person finds it', () => {
  promise('P2.45')
  const of = (module: string, purpose: string, code: string) =>
    caseIn({ module, purpose, case: code }, say)
  assert.deepEqual(of('reports', 'reports.contact-back', 'R-1029'), {
    text: 'your report R-1029',
    href: '/reports/R-1029',
  })
  assert.equal(of('protection', 'protection.telling', 'P-2').href, '/protection/requests/P-2')
  assert.equal(of('messages', 'messages.correspondence', 'M-7').href, '/messages/M-7')
  assert.deepEqual(of('applications', 'applications.email', 'library-catalogue.01a2'), {
    text: 'an application you sign in to',
    href: '/applications/mine',
  })
  assert.equal(of('gone', 'gone.nothing', 'x-1').text, 'x-1', 'a service that is gone')
})

test('a program gives a reason, and an official says it in their own words', () => {
  const actor = (kind: 'system' | 'official') => ({ actor: { kind } })
  assert.equal(reasonLabel(actor('system'), say), 'Reason')
  assert.equal(reasonLabel(actor('official'), say), 'In their own words')
})

test('every kind of data that is kept together has a name', () => {
  const classes = new Set(everyPurpose.flatMap(({ fields }) => fields.map((one) => one.class)))
  for (const one of classes) {
    assert.ok(say.has(`folder.class.${one}`), one)
    assert.ok(className(one, say))
  }
})
