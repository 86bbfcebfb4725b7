/** Versions of one AES key in a token: made there, used there, ended there; none can be taken out. */
import { randomBytes } from 'node:crypto'
import {
  type Attributed,
  bytesAttribute,
  CKR,
  gcm,
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
const [SECRET_KEY, AES, AES_KEY_GEN] = [4, 0x1f, 0x1080]
/** Serial session that may write; the normal holder of the token. */
const [SESSION, HOLDER] = [6, 1]
const IV = 12
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

interface Open {
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
function openToken(of: TokenSettings): Open {
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

/** A key in a token. Every question is asked once more from the beginning when the session was lost. */
export class TokenKey {
  readonly #of: TokenSettings
  #open: Open | undefined
  #refused: PinRefused | undefined

  constructor(of: TokenSettings) {
    this.#of = of
  }

  /** The newest version; 0 when there is no key yet. */
  latest(): number {
    return this.#asked(({ keys }) => Math.max(0, ...keys.keys()))
  }

  /** Makes the next version in the token; it never leaves it. */
  make(): number {
    return this.#asked(({ session, keys }) => {
      const version = Math.max(0, ...keys.keys()) + 1
      const template = [
        numberAttribute(CKA.objectClass, SECRET_KEY),
        numberAttribute(CKA.keyType, AES),
        numberAttribute(CKA.valueLength, 32),
        bytesAttribute(CKA.label, Buffer.from(this.#of.key)),
        bytesAttribute(CKA.id, idOf(version)),
        yesAttribute(CKA.token, true),
        yesAttribute(CKA.private, true),
        yesAttribute(CKA.sensitive, true),
        yesAttribute(CKA.extractable, false),
        yesAttribute(CKA.modifiable, false),
        yesAttribute(CKA.encrypt, true),
        yesAttribute(CKA.decrypt, true),
      ]
      const mechanism = { mechanism: AES_KEY_GEN, pParameter: null, ulParameterLen: 0 }
      const made = [0]
      this.#of.module('C_GenerateKey', session, mechanism, template, template.length, made)
      keys.set(version, made[0] ?? 0)
      return version
    })
  }

  /** Nonce, ciphertext and tag of AES-256-GCM; name and version of the key are authenticated with it. */
  seal(plain: Uint8Array): { readonly version: number; readonly sealed: Buffer } {
    return this.#asked(({ session, keys }) => {
      const version = Math.max(0, ...keys.keys())
      const [iv, beside] = [randomBytes(IV), this.#beside(version)]
      const { module } = this.#of
      module('C_EncryptInit', session, gcm(iv, beside), this.#handle(keys, version))
      const [out, length] = [Buffer.alloc(plain.length + 16), [plain.length + 16]]
      module('C_Encrypt', session, plain, plain.length, out, length)
      return { version, sealed: Buffer.concat([iv, out.subarray(0, length[0])]) }
    })
  }

  /** Throws when it was sealed by another key, or changed since. */
  open(version: number, sealed: Uint8Array): Buffer {
    return this.#asked(({ session, keys }) => {
      const [iv, text] = [sealed.subarray(0, IV), sealed.subarray(IV)]
      const beside = this.#beside(version)
      const { module } = this.#of
      module('C_DecryptInit', session, gcm(iv, beside), this.#handle(keys, version))
      const [out, length] = [Buffer.alloc(text.length + 16), [text.length + 16]]
      module('C_Decrypt', session, text, text.length, out, length)
      return Buffer.from(out.subarray(0, length[0]))
    })
  }

  /** Destroys every version below this one, in the token. */
  retire(below: number): void {
    this.#asked(({ session, keys }) => {
      for (const [version, handle] of keys) {
        if (version >= below) continue
        this.#of.module('C_DestroyObject', session, handle)
        keys.delete(version)
      }
    })
  }

  #beside(version: number): Buffer {
    return Buffer.from(`cityright|${this.#of.key}|${version}`)
  }

  #handle(keys: Open['keys'], version: number): number {
    const handle = keys.get(version)
    if (handle === undefined) throw new NoSuchVersion(version)
    return handle
  }

  /** What is the asker's mistake is not asked twice; a PIN that was refused is never tried again. */
  #asked<T>(ask: (open: Open) => T): T {
    if (this.#refused) throw this.#refused
    const fresh = this.#open === undefined
    try {
      this.#open ??= openToken(this.#of)
      return ask(this.#open)
    } catch (failure) {
      if (failure instanceof NoSuchVersion || isForged(failure)) throw failure
      this.#open = undefined
      if (failure instanceof PinRefused) this.#refused = failure
      if (fresh || failure instanceof PinRefused) throw failure
      return this.#asked(ask)
    }
  }
}

/** A version of the key that is not in the token. */
export class NoSuchVersion extends Error {
  override readonly name = 'NoSuchVersion'

  constructor(version: number) {
    super(`version ${version} of the key is not in the token`)
  }
}

/** Whether what was to be opened is not what was sealed. */
export function isForged(failure: unknown): boolean {
  const codes: number[] = [CKR.encryptedInvalid, CKR.encryptedLength]
  return failure instanceof ModuleFailure && codes.includes(failure.code)
}
