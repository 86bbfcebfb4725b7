/** How long a service waits for the vault. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { now } from '../testing.ts'
import { channelOn } from './channel.ts'
import { Line } from './line.ts'

/** Milliseconds that sealing the readings of a busy day may take: a hundred thousand of them. */
const NIGHT = 300_000

test('the city waits for the work of a night, which takes longer than an answer to somebody', async () => {
  const waited = new Map<string, number | undefined>()
  const line = Object.create(Line.prototype) as Line
  line.ask = (op, _input, patience) => (waited.set(op, patience), Promise.resolve([]))
  const { upkeep } = channelOn(line)
  await upkeep.seals(now, 'Europe/Madrid')
  await upkeep.retention(now)
  for (const op of ['seals', 'retention']) assert.ok((waited.get(op) ?? 0) >= NIGHT, op)
})
