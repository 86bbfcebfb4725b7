/** Who may import whom (house.md 2.4). */
import {
  type House,
  type HouseRule,
  isTest,
  nameIn,
  roomOf,
  serviceNamed,
  target,
} from './house.ts'

/** A core folder may import those to its left. */
export const CORE = [
  'kernel',
  'fairness',
  'classifier',
  'masking',
  'rules',
  'database',
  'text',
  'people',
  'vault',
  'record',
  'decisions',
  'files',
  'mail',
  'discovery',
  'harvest',
  'providers',
  'jobs',
  'actions',
  'pages',
  'service',
  'web',
]

/** Formats without database and network: who writes what is proved later may know them, as verifiers do. */
const PURE = 'record/log'

const said = ({ file, from }: { file: string; from: string }) => `${file} imports ${from}`

/** The shell opens the city and may name its own files; tests may open the city as the shell does. */
function mayReach(file: string, reached: string): boolean {
  const [mine, theirs] = [roomOf(file), roomOf(reached)]
  if (mine === theirs) return true
  if (mine === 'src') return false
  return /^(?:test|scripts|bench)$/.test(mine) && /^(?:src|test|scripts)$/.test(theirs)
}

const staysHome: HouseRule = ({ imports }) =>
  imports.filter((one) => one.from.startsWith('.') && !mayReach(one.file, target(one))).map(said)

const coreKnowsNobody: HouseRule = ({ imports }) =>
  imports
    .filter(
      ({ file, from }) => file.startsWith('src/core/') && /^#(?:services|hub|design)/.test(from),
    )
    .filter(({ file }) => !isTest(file))
    .map(said)

const designKnowsNoService: HouseRule = ({ imports }) =>
  imports.filter(({ file, from }) => file.startsWith('src/design/') && serviceNamed(from)).map(said)

const coreOrder: HouseRule = ({ imports }) =>
  imports
    .filter(({ file, from }) => {
      const [mine, theirs] = [nameIn('core', file), /^#core\/(record\/log$|[\w-]+)/.exec(from)?.[1]]
      if (!mine || !theirs || theirs === PURE || isTest(file)) return false
      return !CORE.includes(mine) || CORE.indexOf(theirs) >= CORE.indexOf(mine)
    })
    .map(said)

/** What every core folder may import must stand on nothing but itself. */
const formatsArePure: HouseRule = ({ imports }) =>
  imports
    .filter(({ file }) => file.startsWith(`src/core/${PURE}/`) && !isTest(file))
    .filter(({ from }) => !/^(?:\.\/|\.\.\/canonical\.ts$|node:(?:crypto|buffer)$)/.test(from))
    .map(said)

const knownRooms: HouseRule = ({ sources }) => {
  const rooms = new Set([...sources.keys()].map((file) => nameIn('core', file)))
  return [...rooms].filter((room) => room && !CORE.includes(room)).map((room) => `src/core/${room}`)
}

/** What each service says it uses. */
function usesOf({ sources }: House): Map<string, string[]> {
  const uses = new Map<string, string[]>()
  for (const [file, text] of sources) {
    const name = nameIn('services', file)
    if (!name || !file.endsWith(`/${name}/service.ts`)) continue
    const list = /\buses: \[([^\]]*)\]/.exec(text)?.[1] ?? ''
    uses.set(
      name,
      [...list.matchAll(/'([^']+)'/g)].map(([, other]) => other ?? ''),
    )
  }
  return uses
}

const usesWhatItSays: HouseRule = (house) => {
  const uses = usesOf(house)
  return house.imports
    .filter(({ file, from }) => {
      const [mine, other] = [nameIn('services', file), serviceNamed(from)]
      return mine && other && !isTest(file) && !uses.get(mine)?.includes(other)
    })
    .map((one) => `${said(one)} without listing it in uses`)
}

function cycleFrom(
  uses: ReadonlyMap<string, string[]>,
  path: readonly string[],
): string[] | undefined {
  const last = path.at(-1) ?? ''
  for (const next of uses.get(last) ?? []) {
    if (next === path[0]) return [...path, next]
    const found = path.includes(next) ? undefined : cycleFrom(uses, [...path, next])
    if (found) return found
  }
  return undefined
}

const noCycle: HouseRule = (house) => {
  const uses = usesOf(house)
  const cycles = [...uses.keys()]
    .map((name) => cycleFrom(uses, [name]))
    .filter((found) => found !== undefined)
  return cycles.map((cycle) => cycle.join(' → '))
}

/** A city that is no hub has no table of the hub: what every city runs must stand without it. */
const standsWithoutHub: HouseRule = ({ imports }) =>
  imports
    .filter(({ file, from }) => file.startsWith('src/services/') && from.startsWith('#hub/'))
    .filter(({ file }) => !isTest(file))
    .map(said)

/** Schema, texts and addresses are named after the service. */
const oneOfEachName: HouseRule = ({ sources }) => {
  const folders = [...sources.keys()].flatMap(
    (file) => /^src\/(?:services|hub)\/[^/]+(?=\/)/.exec(file)?.[0] ?? [],
  )
  const named = Map.groupBy(new Set(folders), (folder) => folder.split('/').at(-1))
  return [...named.values()].filter((same) => same.length > 1).map((same) => same.join(' and '))
}

/** The rules about rooms, each named by its sentence. */
export const roomRules: Readonly<Record<string, HouseRule>> = {
  'A relative import stays in its own room': staysHome,
  'The core knows no service and no design': coreKnowsNobody,
  'The design knows no service': designKnowsNoService,
  'A core folder has its place in the order': knownRooms,
  'A core folder imports only those before it': coreOrder,
  'The formats of the record know neither database nor network': formatsArePure,
  'A service uses another only if it says so': usesWhatItSays,
  'Services do not use each other in a circle': noCycle,
  'What every city runs stands without the hub': standsWithoutHub,
  'No two services have the same name': oneOfEachName,
}
