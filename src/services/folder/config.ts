/** What a city decides about the folder (`cities/<city>/folder.json`). */
import { z } from 'zod'

/** The national tracker that may ask who used whose data (interface of e-gov/AJ). */
const tracker = z.strictObject({
  /** The provider whose subjects are national codes, as people link it to their accounts. */
  issuer: z.string().min(1).max(1000),
  /** Number of the city in the register of institutions. */
  receiverCode: z.string().min(1).max(50),
  /** SHA-256, in hexadecimal, of the token of 32 letters at least that the tracker shows. */
  tokenSha256: z.string().regex(/^[0-9a-f]{64}$/),
})

export type TrackerChoice = z.infer<typeof tracker>

export const folderConfig = z.object({
  /** Years for which it is kept who read what; after that the night removes it. */
  accessYears: z.int().min(1).max(30).default(10),
  tracker: tracker.optional(),
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
