/** Fills an empty city with invented residents; see cities/luzarra/sample. */
import type { OpenCity } from './open.ts'

/** Makes the sample people and their year, by performing actions. False when the city is not empty. */
export async function fillSample(_city: OpenCity, _tell: (line: string) => void): Promise<boolean> {
  return false
}
