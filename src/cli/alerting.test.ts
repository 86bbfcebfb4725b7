import assert from 'node:assert/strict'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { hand, lineOf } from './alerting.ts'

const folder = mkdtempSync(join(tmpdir(), 'cityright-alerting-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const alert = {
  at: '2026-03-02T12:00:00.000Z',
  log: 'https://luzarra.example/record',
  kind: 'rollback',
  about: '',
  says: 'it shows 3 entries, and had 5 before',
  state: 'began',
} as const

function program(text: string): string {
  const path = join(folder, 'program')
  writeFileSync(path, `#!/bin/sh\n${text}\n`)
  chmodSync(path, 0o755)
  return path
}

test('an alert is one readable line, and one that is over or good news does not shout', () => {
  const said = `${alert.at} ${alert.log} ALERT rollback: ${alert.says}`
  assert.equal(lineOf(alert), said)
  assert.equal(lineOf({ ...alert, state: 'over' }), said.replace('ALERT', 'over'))
  const news = { ...alert, state: 'happened', kind: 'key-announced' } as const
  assert.match(lineOf(news), / note key-announced: /)
})

test('a program finds the alert on its input; one that hangs, fails or is missing does not stop the watch', async () => {
  const heard = join(folder, 'heard; touch no')
  await hand(program(`cat > '${heard}'`), alert)
  assert.deepEqual(JSON.parse(readFileSync(heard, 'utf8')), alert)
  const began = performance.now()
  await hand(program('exec sleep 60'), alert, 300)
  assert.ok(performance.now() - began < 20_000)
  await hand(program('exit 3'), alert)
  await hand(join(folder, 'nowhere'), alert)
})
