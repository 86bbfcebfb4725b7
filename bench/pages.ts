/** The pages, each asked of the city and of the bare program in turn. */
import { ask, type Figures, figures, nothing, type Scene } from './load.ts'
import { type Environment, type Program, startBare, startCity } from './programs.ts'
import { importRows, type Imported, setStage } from './stage.ts'

export interface Compared {
  readonly name: string
  readonly city: Figures
  readonly bare: Figures
  /** Requests a second of the city for each of the bare program. */
  readonly ratio: number
  /** SQL statements of one request; undefined for forms. */
  readonly statements: number
}

export interface Pages {
  readonly compared: readonly Compared[]
  readonly first: Figures
  readonly deep: Figures
  readonly filled: Imported
}

interface Bench {
  readonly env: Environment
  readonly folder: string
  readonly quick: boolean
  tell(line: string): void
}

const ROUNDS = 3
const REPORTS = 100_000
/** Rows before the deep page. */
const DEEP = 2_000

function scenes(report: string, drafts: readonly string[]): Scene[] {
  return [
    { name: 'home', path: '/' },
    { name: 'list', path: '/reports' },
    { name: 'filtered list', path: '/reports?category=pothole&state=open' },
    { name: 'text search', path: '/reports?words=dark+harbour' },
    { name: 'report with 50 comments', path: `/reports/${report}` },
    { name: 'JSON list', path: '/api/reports' },
    { name: 'form post', path: '', drafts },
  ]
}

async function statementsSoFar(city: Program): Promise<number> {
  const text = await (await fetch(`${city.url}/metrics`)).text()
  return Number(/^cityright_database_statements (\d+)/m.exec(text)?.[1] ?? 0)
}

/** The fewest of several tries: jobs look for work in between. */
async function statementsOf(city: Program, path: string): Promise<number> {
  const tries: number[] = []
  for (let n = 0; n < 8; n += 1) {
    const before = await statementsSoFar(city)
    await (await fetch(`${city.url}${path}`)).text()
    tries.push((await statementsSoFar(city)) - before)
  }
  return Math.min(...tries)
}

async function compare(
  scene: Scene,
  city: Program,
  bare: Program,
  seconds: number,
): Promise<Compared> {
  const taken = { city: nothing(), bare: nothing() }
  for (const program of [city, bare]) await ask(program.url, scene, 2, nothing())
  for (let round = 0; round < ROUNDS; round += 1) {
    await ask(bare.url, scene, seconds, taken.bare)
    await ask(city.url, scene, seconds, taken.city)
  }
  const [ours, theirs] = [figures(taken.city), figures(taken.bare)]
  const ratio = Number((ours.perSecond / theirs.perSecond).toFixed(2))
  const statements = scene.drafts ? 0 : await statementsOf(city, scene.path)
  return { name: scene.name, city: ours, bare: theirs, ratio, statements }
}

async function deepPath(city: Program): Promise<string> {
  let after = ''
  for (let rows = 0; rows < DEEP; rows += 20) {
    const answer = await fetch(`${city.url}/api/reports?${after}`)
    const { next } = (await answer.json()) as { next: string }
    after = `after=${encodeURIComponent(next)}`
  }
  return `/reports?${after}`
}

async function measureDeep(
  city: Program,
  seconds: number,
): Promise<{ first: Figures; deep: Figures }> {
  const far = { name: 'deep', path: await deepPath(city) }
  const near = { name: 'first', path: '/reports' }
  const [first, deep] = [nothing(), nothing()]
  for (let round = 0; round < ROUNDS; round += 1) {
    await ask(city.url, near, seconds, first)
    await ask(city.url, far, seconds, deep)
  }
  return { first: figures(first), deep: figures(deep) }
}

/** Fills a city and measures its pages. */
export async function measurePages({ env, folder, quick, tell }: Bench): Promise<Pages> {
  const seconds = quick ? 2 : 5
  tell(`filling a city with ${REPORTS} reports …`)
  const filled = await importRows(env, folder, 'cityright', REPORTS)
  tell(`${filled.perSecond} rows a second, ${filled.peak} MB`)
  const { report, drafts } = await setStage(env)
  const [city, bare] = [await startCity(env), await startBare(env)]
  try {
    const compared: Compared[] = []
    for (const scene of scenes(report, drafts)) {
      const one = await compare(scene, city, bare, seconds)
      compared.push(one)
      tell(`${scene.name}: ${JSON.stringify(one)}`)
    }
    return { compared, filled, ...(await measureDeep(city, seconds)) }
  } finally {
    await city.stop()
    await bare.stop()
  }
}
