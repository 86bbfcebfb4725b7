/** What an import is given by whoever takes a file in: the command line, and the sample city. */
import { perform } from '#core/actions'
import type { ImportWork } from '#core/service'
import type { OpenCity } from './open.ts'

const operator = {
  person: null,
  address: 'operator',
  device: 'command line',
  language: 'en',
  operator: true,
} as const

/** What whoever imports decides. */
export type Taking = Pick<ImportWork, 'file' | 'preset' | 'dryRun' | 'progress'> & {
  readonly options?: Readonly<Record<string, string>>
  /** What is taken in: the import looks at what its own service has. */
  readonly what?: string
}

/** The work of one import in this city: everything it changes, it changes as the operator. */
export function workOf(
  city: Pick<OpenCity, Exclude<keyof OpenCity, 'listen' | 'close'>>,
  taking: Taking,
): ImportWork {
  const its = city.services.find(({ imports = [] }) =>
    imports.some(({ what }) => what === taking.what),
  )
  const db = its ? city.db.as(its.name) : city.db
  return {
    ...taking,
    city: city.facts,
    now: city.clock(),
    look: (work) => db.look(work),
    async perform(action, input) {
      const done = await perform(city, action, operator, { values: input, form: false })
      return done.output
    },
  }
}
