/** What a city decides about the folder (`cities/<city>/folder.json`). */
import { z } from 'zod'

export const folderConfig = z.object({
  /** Years for which it is kept who read what; after that the night removes it. */
  accessYears: z.int().min(1).max(30).default(10),
})

type FolderConfig = z.infer<typeof folderConfig>

const checked = new WeakMap<object, FolderConfig>()

/** The choices of this city. */
export function folderOf(city: {
  readonly config: Readonly<Record<string, unknown>>
}): FolderConfig {
  const mine = checked.get(city.config) ?? folderConfig.parse(city.config['folder'] ?? {})
  checked.set(city.config, mine)
  return mine
}
