/** What the tests of routing begin with: reports by the names under which everybody may make them, and what became of them. */
import assert from 'node:assert/strict'
import { sql } from '#core/database'
import type { Somebody, TestCity } from '#test/city'

const somewhere = { address: 'Calle del Faro 3', lon: 12.45, lat: 36.93 }
export const lamp = {
  ...somewhere,
  category: 'lamp-out',
  answers: { fault: 'dark' },
  text: 'Two lamps',
}
export const textOf = (value: unknown): string => JSON.stringify(value)

/** Reports of a city, by their numbers. */
export function reportsOf(city: () => TestCity) {
  /** What residents and officials do with reports, by the names under which everybody may call it. */
  const does = (who: Somebody, name: string, input: Record<string, unknown>) => {
    const found = city().city.services.flatMap(({ actions }) => actions)
    const action = found.find((one) => one.name === `reports.${name}`)
    assert.ok(action, name)
    return who.does(action, input)
  }
  const report = (of: Record<string, unknown>) => does(city().anybody, 'report', of)
  return {
    does,
    report,
    open: (text: string) => report({ ...somewhere, category: 'unsorted', text }),
    reportOf: async (number: string) =>
      (
        await city().rows(sql`select category, unit, public_text as shown from reports.report
          where 'R-' || number = ${number}`)
      )[0],
    takenOn: async (number: string, decision: string) =>
      (
        await city().rows(sql`select outcome, because, facts, hash from decisions.taken
          where about = ${`/reports/${number}`} and decision = ${decision} order by id desc`)
      )[0] ?? {},
    /** Somebody who can write to the database puts other bytes in the place of what was registered. */
    forge: (decision: string, hash: string, bytes = 'forged') =>
      city().city.db.script(`alter table decisions.part drop constraint if exists part_check;
        insert into decisions.part values ('${hash}', '${decision}', '${bytes}', null, now());
        update decisions.bound set hash = '${hash}' where decision = '${decision}' and until is null`),
  }
}
