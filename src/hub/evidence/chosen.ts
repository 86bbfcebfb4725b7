/** Which cities are compared. */
import { z } from 'zod'

/** Most cities side by side. */
const MOST = 12

/** Cities as a form names them, or one after the other with commas; each once, and no more than fit side by side. */
export const chosenCities = z
  .union([z.string(), z.array(z.string())])
  .optional()
  .transform((given) => [given ?? []].flat().flatMap((one) => one.split(',')))
  .pipe(z.array(z.string().max(100)).max(100))
  .transform((all) => [...new Set(all.filter(Boolean))].slice(0, MOST))
