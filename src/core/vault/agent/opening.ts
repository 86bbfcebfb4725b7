/** A token of a security module: found by its label, opened with its PIN, and what it holds of one key. */
import {
  type Attributed,
  bytesAttribute,
  CKR,
  type Module,
  ModuleFailure,
  numberAttribute,
  yesAttribute,
} from './pkcs11.ts'

/** Attributes and values of the standard (PKCS #11 v2.40, `pkcs11t.h`). */
const CKA = {
  objectClass: 0x00,
  token: 0x01,
  private: 0x02,
  label: 0x03,
  keyType: 0x100,
  id: 0x102,
  sensitive: 0x103,
  encrypt: 0x104,
  decrypt: 0x105,
  valueLength: 0x161,
  extractable: 0x162,
  modifiable: 0x170,
}
const [SECRET_KEY, AES] = [4, 0x1f]
/** Serial session that may write; the normal holder of the token. */
const [SESSION, HOLDER] = [6, 1]
/** Versions of a key that are looked at; a yearly change does not get there. */
const MOST = 1000

/** The PIN was refused. Trying it again could lock the token, so nobody does. */
export class PinRefused extends Error {
  override readonly name = 'PinRefused'
}

/** Where the key is. */
export interface TokenSettings {
  readonly module: Module
  /** Label of the token. */
  readonly token: string
  /** Label of the key in it. */
  readonly key: string
  readonly pin: () => string
}

/** A session that is open, and the keys seen in it. */
export interface Open {
  readonly session: number
  /** Version → handle of the key. */
  readonly keys: Map<number, number>
}

const number = (bytes: Uint8Array) => Buffer.from(bytes).readUInt32BE(0)
const idOf = (version: number) => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(version)
  return bytes
}

function labelled({ module, token }: TokenSettings): number {
  const count = [0]
  module('C_GetSlotList', 1, null, count)
  const slots = Array.from({ length: count[0] ?? 0 }, () => 0)
  if (slots.length > 0) module('C_GetSlotList', 1, slots, count)
  const slot = slots.find((one) => {
    const facts = Buffer.alloc(512)
    module('C_GetTokenInfo', one, facts)
    return facts.subarray(0, 32).toString().trimEnd() === token
  })
  if (slot === undefined) throw new Error(`no token with the label ${token} is there`)
  return slot
}

function logIn({ module, pin }: TokenSettings, session: number): void {
  const secret = Buffer.from(pin())
  try {
    module('C_Login', session, HOLDER, secret, secret.length)
  } catch (failure) {
    if (!(failure instanceof ModuleFailure)) throw failure
    const refused: number[] = [CKR.pinIncorrect, CKR.pinInvalid, CKR.pinLocked]
    if (refused.includes(failure.code))
      throw new PinRefused('the token refused the PIN; it is not tried again', { cause: failure })
    if (failure.code !== CKR.alreadyLoggedIn) throw failure
  } finally {
    secret.fill(0)
  }
}

/** The versions of the key that the token holds. */
function keysIn({ module, key }: TokenSettings, session: number): Map<number, number> {
  const wanted = [
    numberAttribute(CKA.objectClass, SECRET_KEY),
    numberAttribute(CKA.keyType, AES),
    bytesAttribute(CKA.label, Buffer.from(key)),
  ]
  module('C_FindObjectsInit', session, wanted, wanted.length)
  const [handles, found] = [Array.from({ length: MOST }, () => 0), [0]]
  module('C_FindObjects', session, handles, MOST, found)
  module('C_FindObjectsFinal', session)
  const keys = new Map<number, number>()
  for (const handle of handles.slice(0, found[0])) {
    const id = Buffer.alloc(4)
    const asked: Attributed[] = [bytesAttribute(CKA.id, id)]
    module('C_GetAttributeValue', session, handle, asked, 1)
    keys.set(number(id), handle)
  }
  return keys
}

/** Everything from the beginning: what a token that was taken out and put back needs. */
export function openToken(of: TokenSettings): Open {
  try {
    of.module('C_Finalize', null)
  } catch {
    // It was not open.
  }
  of.module('C_Initialize', null)
  const session = [0]
  of.module('C_OpenSession', labelled(of), SESSION, null, null, session)
  const [opened = 0] = session
  logIn(of, opened)
  return { session: opened, keys: keysIn(of, opened) }
}

/** What a new version is: it stays in the token, and shows itself to nobody. */
export function keyTemplate(label: string, version: number): Attributed[] {
  return [
    numberAttribute(CKA.objectClass, SECRET_KEY),
    numberAttribute(CKA.keyType, AES),
    numberAttribute(CKA.valueLength, 32),
    bytesAttribute(CKA.label, Buffer.from(label)),
    bytesAttribute(CKA.id, idOf(version)),
    yesAttribute(CKA.token, true),
    yesAttribute(CKA.private, true),
    yesAttribute(CKA.sensitive, true),
    yesAttribute(CKA.extractable, false),
    yesAttribute(CKA.modifiable, false),
    yesAttribute(CKA.encrypt, true),
    yesAttribute(CKA.decrypt, true),
  ]
}
