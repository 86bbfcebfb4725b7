/** `wrong`: it does not hold. `unread`: it could not be read or checked. Else the field that is to be filled in better. */
export type FaultKind = 'wrong' | 'unread' | 'address' | 'proof' | 'policy' | 'since'

/** Why there is no good verdict; `code` names a sentence of the page, `values` fill it. */
export class Fault extends Error {
  readonly kind: FaultKind
  readonly code: string
  readonly values: Readonly<Record<string, string | number>>

  constructor(kind: FaultKind, code: string, values: Fault['values'] = {}) {
    super(`${code} ${JSON.stringify(values)}`)
    this.kind = kind
    this.code = code
    this.values = values
  }
}
