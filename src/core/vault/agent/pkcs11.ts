/** A security module through its PKCS #11 library (OASIS PKCS #11 v2.40): the few functions that wrap keys. */
import koffi from 'koffi'

const OK = 0

/** What the module answered instead of OK (PKCS #11 base specification 3.9, `CK_RV`). */
export class ModuleFailure extends Error {
  override readonly name = 'ModuleFailure'
  readonly code: number

  constructor(asked: string, code: number) {
    super(`${asked} answered 0x${code.toString(16)}`)
    this.code = code
  }
}

/** Codes of `CK_RV` that mean something to us. */
export const CKR = {
  pinIncorrect: 0xa0,
  pinInvalid: 0xa1,
  pinLocked: 0xa4,
  alreadyLoggedIn: 0x100,
  alreadyInitialized: 0x191,
  encryptedInvalid: 0x40,
  encryptedLength: 0x41,
  /** What SoftHSM says of a tag that does not fit. */
  general: 0x05,
} as const

const Attribute = koffi.struct('CK_ATTRIBUTE', {
  type: 'unsigned long',
  pValue: 'void *',
  ulValueLen: 'unsigned long',
})
const Mechanism = koffi.struct('CK_MECHANISM', {
  mechanism: 'unsigned long',
  pParameter: 'void *',
  ulParameterLen: 'unsigned long',
})
const Gcm = koffi.struct('CK_GCM_PARAMS', {
  pIv: 'void *',
  ulIvLen: 'unsigned long',
  ulIvBits: 'unsigned long',
  pAAD: 'void *',
  ulAADLen: 'unsigned long',
  ulTagBits: 'unsigned long',
})
void [Attribute, Mechanism]

/** Places of functions in `CK_FUNCTION_LIST`, in the order of the standard. */
const FUNCTIONS = {
  C_Initialize: [0, 'void *'],
  C_Finalize: [1, 'void *'],
  C_GetSlotList: [4, 'uint8_t, _Out_ unsigned long *, _Inout_ unsigned long *'],
  C_GetTokenInfo: [6, 'unsigned long, _Out_ uint8_t *'],
  C_OpenSession: [12, 'unsigned long, unsigned long, void *, void *, _Out_ unsigned long *'],
  C_Login: [18, 'unsigned long, unsigned long, uint8_t *, unsigned long'],
  C_DestroyObject: [22, 'unsigned long, unsigned long'],
  C_GetAttributeValue: [24, 'unsigned long, unsigned long, _Inout_ CK_ATTRIBUTE *, unsigned long'],
  C_FindObjectsInit: [26, 'unsigned long, CK_ATTRIBUTE *, unsigned long'],
  C_FindObjects: [27, 'unsigned long, _Out_ unsigned long *, unsigned long, _Out_ unsigned long *'],
  C_FindObjectsFinal: [28, 'unsigned long'],
  C_EncryptInit: [29, 'unsigned long, CK_MECHANISM *, unsigned long'],
  C_Encrypt: [
    30,
    'unsigned long, uint8_t *, unsigned long, _Out_ uint8_t *, _Inout_ unsigned long *',
  ],
  C_DecryptInit: [33, 'unsigned long, CK_MECHANISM *, unsigned long'],
  C_Decrypt: [
    34,
    'unsigned long, uint8_t *, unsigned long, _Out_ uint8_t *, _Inout_ unsigned long *',
  ],
  C_GenerateKey: [
    58,
    'unsigned long, CK_MECHANISM *, CK_ATTRIBUTE *, unsigned long, _Out_ unsigned long *',
  ],
} as const

type Name = keyof typeof FUNCTIONS

/** Calls a function of the module; throws unless it answers OK. */
export type Module = (name: Name, ...given: unknown[]) => void

/** A library nobody refers to is taken out of memory, with a crash of whoever calls it next. */
const held: unknown[] = []

/** Loads the library of a security module. */
export function loadModule(file: string): Module {
  const found: unknown[] = [null]
  const library = koffi.load(file)
  held.push(library)
  const list = library.func('unsigned long C_GetFunctionList(_Out_ void **list)')
  const code = Number(list(found))
  if (code !== OK) throw new ModuleFailure('C_GetFunctionList', code)
  // The list begins with a version of two bytes; functions follow from the eighth on.
  const known = new Map<Name, (...given: unknown[]) => unknown>()
  for (const name of Object.keys(FUNCTIONS) as Name[]) {
    const [place, parameters] = FUNCTIONS[name]
    const address = koffi.decode(found[0], 8 + 8 * place, 'void *')
    known.set(name, koffi.decode(address, koffi.proto(`unsigned long ${name}(${parameters})`)))
  }
  return (name, ...given) => {
    const answered = Number(known.get(name)?.(...given))
    if (answered !== OK) throw new ModuleFailure(name, answered)
  }
}

/** One attribute of an object in the token. */
export interface Attributed {
  readonly type: number
  readonly pValue: Uint8Array
  readonly ulValueLen: number
}

const attribute = (type: number, value: Uint8Array): Attributed => ({
  type,
  pValue: value,
  ulValueLen: value.length,
})

/** A number as the module reads it in memory. */
export function numberAttribute(type: number, value: number): Attributed {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64LE(BigInt(value))
  return attribute(type, bytes)
}

/** Yes or no, as the module reads it in memory. */
export const yesAttribute = (type: number, value: boolean): Attributed =>
  attribute(type, Buffer.from([value ? 1 : 0]))

/** Bytes, such as a label. */
export const bytesAttribute = (type: number, value: Uint8Array): Attributed =>
  attribute(type, value)

/** AES-GCM with this nonce and what is authenticated beside (PKCS #11 v2.40, 2.12.5; SP 800-38D). */
export function gcm(iv: Uint8Array, beside: Uint8Array): object {
  const parameter = Buffer.alloc(koffi.sizeof(Gcm))
  koffi.encode(parameter, Gcm, {
    pIv: iv,
    ulIvLen: iv.length,
    ulIvBits: iv.length * 8,
    pAAD: beside,
    ulAADLen: beside.length,
    ulTagBits: 128,
  })
  return { mechanism: 0x1087, pParameter: parameter, ulParameterLen: parameter.length }
}
