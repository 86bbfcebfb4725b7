/** Rules of the sample city, and reports whose reporters left to the city what they are about. */
import type { Cast } from './people.ts'
import type { Stage } from './stage.ts'
import { stopOne } from './stopping.ts'

const DAY = 86_400_000
const HOUR = 3_600_000

/** What is put in force, and a draft that waits for somebody else. */
const IN_FORCE = `# What leaks at night is for those who are awake.
category in ("water-leak", "blocked-drain") and (time >= 22:00 or time < 06:00) -> order
# Lamps along the quays belong to the harbour.
category == "lamp-out" and district == "puerto-viejo" -> shore`
const DRAFT = `${IN_FORCE}
# Bins overflow on Sundays: whoever is in the street takes them.
category == "full-bin" and day == "sun" -> streets`

/** One that is clear in each language, and one that only a person can make sense of. */
const OPEN = [
  ['en', 'The street lamp stays dark and flickers when it rains.', 'Calle del Faro 12'],
  ['es', 'Hay una farola apagada que no se enciende por la noche.', 'Calle del Faro 31'],
  ['ar', 'عمود إنارة مطفأ طوال الليل في هذا الشارع.', 'Calle del Faro 8'],
  ['en', 'It has been like this since Monday, please come and look.', 'Calle del Faro 5'],
] as const

/** The last days of the year: rules are written by one, put in force by another, and then decide. */
export async function leaveOpen(of: { stage: Stage; cast: Cast; now: number }): Promise<void> {
  const { stage, cast, now } = of
  const [writer, other] = ['unit-lead', 'operator'].map((role) => cast.officials.get(role))
  if (!writer || !other) return
  stage.at(now - 2 * DAY)
  const { version } = await stage.does(writer, 'routing.write', { text: IN_FORCE })
  stage.at(now - 2 * DAY + HOUR)
  await stage.does(other, 'routing.activate', { version })
  stage.at(now - DAY)
  await stage.does(writer, 'routing.write', { text: DRAFT })
  for (const [index, [language, text, address]] of OPEN.entries()) {
    stage.at(now - (OPEN.length - index) * HOUR)
    const who = { email: 'nobody', language, person: null }
    const values = { category: 'unsorted', text, address, language, district: 'puerto-viejo' }
    await stage.does(who, 'reports.report', values)
  }
  await stopOne(of)
}
