/**
 * One post to a list of so many, on embedded databases and on the PostgreSQL of DATABASE_URL. Prints JSON.
 *
 *   node scripts/run.mjs --source bench/list.ts [subscribers]
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Delivered, deliverKilled } from '#test/list-receivers'

const MANY = Number(process.argv[2] ?? 10_000)

async function measured(server: string | undefined): Promise<Delivered> {
  const before = process.env['DATABASE_URL']
  if (server === undefined) delete process.env['DATABASE_URL']
  const folder = mkdtempSync(join(tmpdir(), 'cityright-bench-'))
  try {
    return await deliverKilled(MANY, folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
    if (before !== undefined) process.env['DATABASE_URL'] = before
  }
}

const found = {
  postgres: await measured(process.env['DATABASE_URL']),
  embedded: await measured(undefined),
}
process.stdout.write(`${JSON.stringify(found)}\n`)
process.exit(0)
