/** Versions of one AES key in a token: made there, used there, ended there; none can be taken out. */
import { randomBytes } from 'node:crypto'
import { keyTemplate, type Open, openToken, PinRefused, type TokenSettings } from './opening.ts'
import { CKR, gcm, ModuleFailure } from './pkcs11.ts'

export { PinRefused } from './opening.ts'

const IV = 12
const AES_KEY_GEN = 0x1080

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
      const template = keyTemplate(this.#of.key, version)
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
