/** Rules that wait for somebody, and a classifier that waits for two: pages that no link leads anybody to. */
import { sql } from '#core/database'
import routing from '#services/routing'
import type { Somebody, TestCity } from '#test/city'

const RULES = `# Lamps of the old harbour.
category == "lamp-out" and district == "puerto-viejo" -> shore
category == "full-bin" and day in ("sat", "sun") -> streets`

const rates = (accuracy: number) => ({
  ...{ n: 240, accuracy, macroF1: accuracy - 0.1, top3: 0.97, sure: 0.7, sureRight: 0.93 },
  ...{ coverageAt90: 0.81, calibrationError: 0.03 },
})

/** Addresses of the pages of routing. */
export async function routed(city: TestCity, author: Somebody): Promise<Record<string, string>> {
  const write = routing.actions.find(({ name }) => name === 'routing.write')
  if (!write) throw new Error('nobody can write rules')
  const { version } = await author.does(write, { text: RULES })
  const hash = 'c0ffee'.padEnd(64, '0')
  const worth = {
    ...{ learned: 1920, calibrated: 240, from: '2026-02-01', to: '2026-03-01' },
    ...{ all: rates(0.88), before: rates(0.55) },
    groups: [{ district: 'puerto-viejo', n: 61, accuracy: 0.9, before: 0.52 }],
  }
  await city.city.db.transact((tx) =>
    tx.run(sql`insert into routing.candidate
        (hash, language, texts, learned, evaluation, verdict, made_at)
      values (${hash}, 'en', 2400, ${hash}, ${JSON.stringify(worth)}::jsonb, 'waiting', now())`),
  )
  return {
    'routing.rules-page': `/routing/rules/${String(version)}`,
    'routing.model-page': `/routing/models/${hash}`,
  }
}
