import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dependencyFaults } from './dependencies.ts'

const packageFile = (dependencies: Record<string, string>) => JSON.stringify({ dependencies })

test('a dependency that is pinned and explained is in order', () => {
  const list = '| `zod` | shapes | MIT | write our own |\n'
  assert.deepEqual(dependencyFaults(packageFile({ zod: '4.6.7' }), list), [])
})

test('a dependency that may change by itself, says nothing, or is gone is found', () => {
  const list = '| `zod` | shapes | MIT | |\n| `old` | a | b | c |\n'
  assert.deepEqual(dependencyFaults(packageFile({ zod: '^4.6.7' }), list), [
    'zod ^4.6.7 is not an exact version',
    'zod has no full line in docs/dependencies.md (what for, licence, without it)',
    'docs/dependencies.md explains old, which is not used',
  ])
})
