/** Cases in words: what a reading was for, to its person and to officials. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { everyPurpose, saying } from '#test/declared-purposes'
import { promise } from '#test/promise'
import { caseIn } from './cases.ts'

const say = saying('en')

test('every case for which data may be read is said in words, never as a code', () => {
  promise('P2.45')
  const codes = ['R-1029', 'M-7', 'P-2', 'library-catalogue.01a20cdf-649f-7779-a030-a256e47da776']
  for (const { id, scope } of everyPurpose.filter((one) => one.scope === 'case')) {
    for (const code of codes) {
      const read = { module: id.split('.')[0] ?? '', purpose: id, case: code }
      for (const { text } of [caseIn(read, say), caseIn(read, say, 'theirs')]) {
        assert.doesNotMatch(text, /[0-9a-f]{8}-/, `${id} ${scope}: ${text}`)
        assert.doesNotMatch(text, /^[A-Z]-\d+$/, `${id}: a number alone says nothing`)
      }
      const { text } = caseIn(read, say, 'theirs')
      assert.doesNotMatch(text, /\byour?\b/, `${id}: it is not the official's`)
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

test('an official reads whose case it was, and is led only where everybody may go', () => {
  const of = (module: string, purpose: string, code: string) =>
    caseIn({ module, purpose, case: code }, say, 'theirs')
  assert.deepEqual(of('reports', 'reports.contact-back', 'R-1029'), {
    text: 'their report R-1029',
    href: '/reports/R-1029',
  })
  assert.deepEqual(of('messages', 'messages.correspondence', 'M-7'), { text: 'their messages M-7' })
  assert.deepEqual(of('residence', 'residence.standing', 'x'), { text: 'their proof of residence' })
})
