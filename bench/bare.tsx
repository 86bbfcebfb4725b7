/**
 * The same pages without the city around them: Fastify, Preact and a connection pool. It sends the same SQL and
 * renders the same components; it knows no visitor, no transaction for looking, no headers, no checks of rows.
 *
 *   node --import ./scripts/hook.mjs bench/bare.tsx PORT     (DATABASE_URL names the city's database)
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'node:querystring'
import { type CityFacts, serviceOf } from '#core/actions'
import { type Statement, sql, type Tx } from '#core/database'
import { type Here, HereContext, type Page } from '#core/pages'
import { coreTexts, speakers } from '#core/text'
import { designTexts } from '#design'
import Fastify from 'fastify'
import pg from 'pg'
import { h } from 'preact'
import { render } from 'preact-render-to-string'
import { services } from '../src/city.ts'
import { readFacts } from '../src/facts.ts'
import { settingsFrom } from '../src/settings.ts'

const shown = ['home.front', 'reports.list', 'reports.show']
const pages = services
  .flatMap((service) => service.pages)
  .filter(({ name }) => shown.includes(name))
const describe = named('reports.describe')

function named(name: string) {
  const found = services.flatMap((service) => service.actions).find((each) => each.name === name)
  if (!found) throw new Error(`there is no action ${name}`)
  return found
}

const settings = settingsFrom(process.env, { sample: false })
const facts: CityFacts = readFacts(settings.city, services, { url: '', sampleCity: false })
const texts = [...coreTexts(), designTexts, ...services.map((service) => service.texts)]
const say = speakers(texts, facts.languages, facts.zone)('en')
const parsers: Readonly<Record<number, (text: string) => unknown>> = {
  20: Number,
  1700: Number,
  1184: (text) => new Date(text).toISOString(),
  1082: (text) => text,
}
const types = {
  getTypeParser: (type: number) => parsers[type] ?? pg.types.getTypeParser(type),
}
const pool = new pg.Pool({ connectionString: settings.databaseUrl, max: 10, types })

/** Sends statements as they are, and believes every row. */
function bareTx(client: pg.Pool | pg.PoolClient): Tx {
  const send = ({ text, values }: Statement) => client.query(text, [...values])
  return {
    many: async (statement: Statement) => (await send(statement)).rows,
    one: async (statement: Statement) => (await send(statement)).rows[0],
    run: async (statement: Statement) => (await send(statement)).rowCount ?? 0,
  } as unknown as Tx
}
const looking = bareTx(pool)

const manifest = JSON.parse(readFileSync(join(settings.assets, 'manifest.json'), 'utf8')) as Record<
  string,
  string
>
const menu = services
  .flatMap((service) => service.pages)
  .filter((page) => page.menu !== undefined && page.who.admits(null))
  .toSorted((a, b) => (a.menu ?? 0) - (b.menu ?? 0))
  .map((page) => ({ href: page.path, label: say(`${page.name}.menu`), current: false }))

function here(path: string): Here {
  return {
    say,
    language: 'en',
    dir: 'ltr',
    languages: facts.languages,
    by: null,
    path,
    csrf: 'csrf',
    key: 'key',
    now: new Date().toISOString(),
    city: { name: facts.name, theme: '/theme.css' },
    services: menu,
    problem: null,
    assets: (name) => manifest[name] ?? name,
    sampleCity: false,
    vaultDown: false,
    requestId: 'bare',
  }
}

const load = (page: Page<any, any, any>, input: unknown): Promise<unknown> =>
  page.load({
    input,
    tx: looking,
    city: facts,
    language: 'en',
    now: new Date().toISOString(),
  } as never)

async function drawn(page: Page<any, any, any>, input: unknown, path: string): Promise<string> {
  const value = here(path)
  const view = page.view(await load(page, input), value)
  return `<!doctype html>${render(h(HereContext.Provider, { value }, view))}`
}

async function written(input: { draft: string; text: string }, key: string): Promise<string> {
  const client = await pool.connect()
  const tx = bareTx(client)
  const now = new Date().toISOString()
  try {
    await client.query('begin isolation level serializable')
    await tx.run(sql`select sealed from actions.answer
      where action = ${describe.name} and key_hash = ${key}`)
    const output: { next: string } = await describe.run({ input, tx, now, city: facts } as never)
    await tx.run(sql`insert into actions.answer (action, key_hash, at, sealed)
      values (${describe.name}, ${key}, ${now}, ${Buffer.from(JSON.stringify(output))})`)
    await client.query('commit')
    return output.next
  } catch (failure) {
    await client.query('rollback')
    throw failure
  } finally {
    client.release()
  }
}

/** Serializable work is done again when others got in its way. */
async function writtenAtLast(input: { draft: string; text: string }, key: string, tries = 20) {
  try {
    return await written(input, key)
  } catch (failure) {
    if (tries === 0 || (failure as { code?: string }).code !== '40001') throw failure
    return writtenAtLast(input, key, tries - 1)
  }
}

const app = Fastify()
app.addContentTypeParser(
  'application/x-www-form-urlencoded',
  { parseAs: 'string' },
  (_, body, done) => done(null, parse(body as string)),
)
for (const page of pages) {
  const input = (request: { query: unknown; params: unknown }) => ({
    ...(request.query as object),
    ...(request.params as object),
  })
  app.get(page.path, async (request, reply) => {
    const html = await drawn(page, input(request), request.url)
    return reply.type('text/html; charset=utf-8').send(html)
  })
  app.get(
    `/api${page.path === '/' ? `/${serviceOf(page.name)}` : page.path}`,
    async (request, reply) =>
      reply
        .type('application/json; charset=utf-8')
        .send(JSON.stringify(await load(page, input(request)))),
  )
}
app.post(describe.path, async (request, reply) => {
  const { key = '', ...body } = request.body as { text: string; key?: string }
  const { draft } = request.params as { draft: string }
  return reply.redirect(await writtenAtLast({ ...body, draft }, key), 303)
})
await app.listen({ port: Number(process.argv[2]), host: '127.0.0.1' })
