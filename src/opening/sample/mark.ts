/** Whether the sample city is whole: a file in the data folder says so, written before and after. */
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { open, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'

const Mark = z.object({ state: z.enum(['filling', 'whole']), at: z.string() })
const fileOf = (data: string) => join(data, 'sample.json')

/** What the mark says; undefined when this folder was never filled. */
export function readMark(data: string): 'filling' | 'whole' | undefined {
  if (!existsSync(fileOf(data))) return undefined
  return Mark.parse(JSON.parse(readFileSync(fileOf(data), 'utf8'))).state
}

/** Sets the mark so that it survives whatever happens next. */
export async function setMark(
  data: string,
  mark: { state: 'filling' | 'whole'; at: string },
): Promise<void> {
  const beside = `${fileOf(data)}.new`
  const file = await open(beside, 'w', 0o600)
  await file.writeFile(JSON.stringify(mark))
  await file.sync()
  await file.close()
  await rename(beside, fileOf(data))
}

/** Takes away a half-filled city: the invented people, and nothing else can be in there. */
export function clearHalf(data: string): void {
  if (readMark(data) !== 'filling') throw new Error('Only a half-filled sample city is cleared')
  for (const part of ['city', 'vault', 'files', 'mail'])
    rmSync(join(data, part), { recursive: true, force: true })
  for (const file of ['sample-names.json', 'sample-systems.json'])
    rmSync(join(data, file), { force: true })
  rmSync(fileOf(data), { force: true })
}
