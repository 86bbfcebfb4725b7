/** Reports that a classifier can learn from: solved by the unit they stood with. */
import { sql } from '#core/database'
import type { TestCity } from '#test/city'

const SAMPLES: Readonly<Record<string, readonly string[]>> = {
  'lamp-out': ['zorglub lamp dark', 'lamp zorglub flickers', 'lantern dark zorglub tonight'],
  pothole: ['quibble hole asphalt', 'deep quibble road', 'asphalt quibble crack tyre'],
}

/** So many reports that were solved, two an hour; every text is another. */
export async function solved(city: TestCity, n: number, from = 0): Promise<void> {
  const at = Array.from({ length: n }, (_, index) => from + index)
  const kinds = at.map((index) => (index % 2 ? 'lamp-out' : 'pothole'))
  const texts = at.map((index, place) => {
    const kind = SAMPLES[kinds[place] ?? ''] ?? []
    return `the ${kind[index % 3]} is at number ${index} of the street`
  })
  await city.city.db.transact((tx) =>
    tx.run(sql`insert into reports.report (number, state, category, text, salt, public_point,
        public_text, language, opened_at, changed_at, closed_at, due_on, reopen_days)
      select 90000 + i, 'resolved', k, t, 's', true, true, 'en',
        timestamptz '2026-01-01' + i * interval '30 minutes', now(), now(), '2026-02-01', 28
      from unnest(${at}::int[], ${kinds}::text[], ${texts}::text[]) as g (i, k, t)`),
  )
}
