import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Refusal, rule } from '#core/kernel'

const mayRide = rule<{ readonly age: number; readonly height: number }>({
  name: 'fair.mayRide',
  says: 'Whoever is ten and tall enough may ride.',
  law: 'Fair Ordinance, art. 1',
  refuseWhen: {
    'too-young': ({ age }) => age < 10,
    'too-small': ({ height }) => height < 120,
  },
})

test('a rule names every reason at once, in the order of its article', () => {
  assert.deepEqual(mayRide.reasons({ age: 9, height: 119 }), ['too-young', 'too-small'])
  assert.deepEqual(mayRide.reasons({ age: 10, height: 120 }), [])
})

test('requiring a rule refuses with all of its reasons, and lets everybody else pass', () => {
  mayRide.require({ age: 10, height: 120 })
  assert.throws(
    () => mayRide.require({ age: 9, height: 119 }),
    (failure: Refusal) => {
      assert.equal(failure.kind, 'refused')
      assert.deepEqual(failure.reasons, [{ code: 'too-young' }, { code: 'too-small' }])
      return true
    },
  )
})

test('a refusal keeps the field, the values and the time to wait', () => {
  const reason = { code: 'too_big', field: 'title', values: { max: 80 } }
  const refusal = new Refusal('too-many', ['often', reason], { retryAfter: 30 })
  assert.deepEqual(refusal.reasons, [{ code: 'often' }, reason])
  assert.equal(refusal.retryAfter, 30)
  assert.equal(refusal.message, 'too-many: often, too_big')
  assert.equal(Object.hasOwn(refusal, 'detail'), false)
})
