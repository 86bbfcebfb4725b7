/** The house rules that a machine can hold (house.md 2.4). Each is a function: a house in, sentences out. */
import { automatedRules } from './architecture/automated.ts'
import { declarationRules } from './architecture/declarations.ts'
import { formRules } from './architecture/form.ts'
import { type HouseRule, type Sources, houseOf, readHouse } from './architecture/house.ts'
import { roomRules } from './architecture/rooms.ts'
import { partRules } from './architecture/service-parts.ts'
import { sqlRules } from './architecture/sql.ts'

/** Every rule by its sentence. */
export const rules: Readonly<Record<string, HouseRule>> = {
  ...roomRules,
  ...partRules,
  ...sqlRules,
  ...automatedRules,
  ...declarationRules,
  ...formRules,
}

/** What breaks the rules in this house, a line each; nothing when the house is in order. */
export function violations(sources: Sources): string[] {
  const house = houseOf(sources)
  return Object.entries(rules).flatMap(([sentence, rule]) =>
    rule(house).map((where) => `${sentence}: ${where}`),
  )
}

if (import.meta.main) {
  const found = violations(readHouse().sources)
  for (const line of found) console.log(line)
  console.log(`${Object.keys(rules).length} rules, ${found.length} broken`)
  process.exitCode = found.length > 0 ? 1 : 0
}
