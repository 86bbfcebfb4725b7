/** Who witnesses the sample city, and the policy that asks them. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const List = z.array(
  z.object({
    name: z.string().regex(/^[a-z][a-z0-9-]*$/),
    key: z.string().regex(/^[\w./-]+$/),
    title: z.string(),
  }),
)

/** Somebody invented who witnesses the sample city. */
export type Neighbour = z.infer<typeof List>[number]

/** Who witnesses the sample city: `sample/witnesses.json` of the city's folder; nobody without it. */
export function neighboursOf(city: string): readonly Neighbour[] {
  const file = join(city, 'sample', 'witnesses.json')
  return existsSync(file) ? List.parse(JSON.parse(readFileSync(file, 'utf8'))) : []
}

/** The policy that asks all of them. */
export function policyWith(
  neighbours: readonly Neighbour[],
  lines: ReadonlyMap<string, string>,
): string {
  const there = neighbours.filter(({ name }) => lines.has(name))
  const names = there.map(({ name }) => name)
  return [
    ...there.flatMap(({ name, title }) => [`# ${title} (invented)`, lines.get(name) ?? '']),
    `group neighbours ${names.length} ${names.join(' ')}`,
    'quorum neighbours',
    '',
  ].join('\n')
}
