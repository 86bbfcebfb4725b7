import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { Sealed } from './mail.ts'
import type { KeptLetter } from './model.ts'

const MOST = 200

const Kept = z.object({
  id: z.string(),
  at: z.string(),
  to: z.string(),
  from: z.string(),
  subject: z.string(),
  text: z.string(),
  language: z.string(),
  replyTo: z.string().optional(),
  headers: z.record(z.string(), z.string()).optional(),
})

function latestFirst(one: KeptLetter, other: KeptLetter): number {
  return other.at.localeCompare(one.at) || other.id.localeCompare(one.id)
}

/** A letter taken away between listing and reading is no letter. */
async function readLetter(path: string): Promise<KeptLetter | undefined> {
  const text = await readFile(path, 'utf8').catch(() => undefined)
  return text === undefined ? undefined : Kept.parse(JSON.parse(text))
}

async function lettersIn(folder: string): Promise<{ name: string; letter: KeptLetter }[]> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.json'))
  const read = names.map(async (name) => ({ name, letter: await readLetter(join(folder, name)) }))
  const found = (await Promise.all(read)).filter(({ letter }) => letter !== undefined)
  const sure = found as { name: string; letter: KeptLetter }[]
  return sure.sort((one, other) => latestFirst(one.letter, other.letter))
}

/**
 * A folder in place of a post office: one JSON file a letter, the latest 200 of them. For a city that tries
 * things out; anybody who can read the folder can read the letters.
 */
export function mailboxWay(folder: string): {
  send(sealed: Sealed): Promise<void>
  list(): Promise<KeptLetter[]>
} {
  let kept: Promise<number> | undefined
  async function tidy(): Promise<number> {
    const letters = await lettersIn(folder)
    for (const { name } of letters.slice(MOST)) await rm(join(folder, name), { force: true })
    return Math.min(letters.length, MOST)
  }
  return {
    async send({ from, id, ...sealed }) {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const letter: KeptLetter = { id, from: `${from.name} <${from.address}>`.trim(), ...sealed }
      const path = join(folder, `${id.slice(1).split('@')[0]}.json`)
      await writeFile(`${path}.new`, JSON.stringify(letter, null, 2), { mode: 0o600 })
      await rename(`${path}.new`, path)
      const count = (await (kept ??= tidy())) + 1
      kept = count > MOST + 20 ? undefined : Promise.resolve(count)
    },
    list: async () => (await lettersIn(folder)).slice(0, MOST).map(({ letter }) => letter),
  }
}
