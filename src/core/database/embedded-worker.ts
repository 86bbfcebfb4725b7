/** The embedded PostgreSQL in its own thread: the city keeps answering while a statement runs. */
import { existsSync, readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import { PGlite } from '@electric-sql/pglite'
import type { Answer } from './driver.ts'
import { asked } from './embedded-protocol.ts'
import { parsers } from './values.ts'

/** What the thread is started with. */
export interface Place {
  /** Folder of the files of PostgreSQL; without it everything stays in memory. */
  readonly folder?: string
  /** A dump to begin with, when the folder is still empty. */
  readonly snapshot?: string
}

/** What the thread is asked. */
export type Question =
  | { readonly op: 'query'; readonly text: string; readonly values: readonly (string | null)[] }
  | { readonly op: 'script'; readonly text: string }
  | { readonly op: 'dump'; readonly file: string }
  | { readonly op: 'close' }

/** What the thread says. The first message has no number: it is ready. */
export interface Said {
  readonly n?: number
  readonly answer?: Answer
  readonly fault?: { readonly message: string; readonly [key: string]: unknown }
}

const NOTHING: Answer = { rows: [], affected: 0 }
const FAULT = ['code', 'constraint', 'table', 'position'] as const

async function open({ folder, snapshot }: Place): Promise<PGlite> {
  const isNew = !folder || !existsSync(join(folder, 'PG_VERSION'))
  const pg = await PGlite.create({
    ...(folder ? { dataDir: folder } : {}),
    ...(snapshot && isNew ? { loadDataDir: new Blob([readFileSync(snapshot)]) } : {}),
    startParams: [
      ...PGlite.defaultStartParams,
      ...['shared_buffers=32MB', 'TimeZone=UTC'].flatMap((one) => ['-c', one]),
    ],
  })
  pg.parsers = { ...parsers }
  return pg
}

const pg = await open(workerData as Place)

async function answer(question: Question): Promise<Answer> {
  switch (question.op) {
    case 'query':
      return asked(pg, question.text, question.values)
    case 'script':
      await pg.exec(question.text)
      return NOTHING
    case 'dump':
      await writeFile(question.file, (await pg.dumpDataDir('none')).stream())
      return NOTHING
    case 'close':
      await pg.close()
      return NOTHING
  }
}

function faultOf(failure: unknown): NonNullable<Said['fault']> {
  const error = failure instanceof Error ? failure : new Error(String(failure))
  const fields = error as Error & Partial<Record<(typeof FAULT)[number], unknown>>
  return { message: error.message, ...Object.fromEntries(FAULT.map((key) => [key, fields[key]])) }
}

async function reply(n: number, question: Question): Promise<void> {
  const said = await answer(question).then(
    (found): Said => ({ n, answer: found }),
    (failure): Said => ({ n, fault: faultOf(failure) }),
  )
  parentPort?.postMessage(said)
}

parentPort?.on('message', ({ n, question }: { n: number; question: Question }) => {
  void reply(n, question)
})
parentPort?.postMessage({} satisfies Said)
