/** The standards of other registers that entries are written in and read from. */
import { british } from './british.ts'
import { dtpr } from './dtpr.ts'
import { dutch, dutchRegister } from './dutch.ts'
import { eurocities } from './eurocities.ts'
import type { Standard } from './mapping.ts'

export {
  type Exported,
  type Facts,
  fromStandard,
  type Ours,
  type Standard,
  toStandard,
} from './mapping.ts'

/** Every standard this register speaks. */
export const STANDARDS: readonly Standard[] = [eurocities, dutch, dutchRegister, british, dtpr]

/** Their codes. */
export const STANDARD_CODES = STANDARDS.map(({ code }) => code)

/** The standard of this code. */
export function standardOf(code: string): Standard | undefined {
  return STANDARDS.find((one) => one.code === code)
}
