/** A passkey in software, as a device makes and uses one (WebAuthn 6, ES256, without attestation). For tests. */
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'

const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest()
const base64url = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url')

/** Just enough CBOR (RFC 8949): heads of up to 65,535. */
function head(major: number, value: number): Buffer {
  const at = major << 5
  if (value < 24) return Buffer.from([at | value])
  if (value < 256) return Buffer.from([at | 24, value])
  return Buffer.from([at | 25, value >> 8, value & 255])
}
const bytesOf = (value: Uint8Array) => Buffer.concat([head(2, value.length), value])
const textOf = (value: string) => Buffer.concat([head(3, value.length), Buffer.from(value)])

/** What the device says beside its signature; each can be made wrong. */
export interface Device {
  readonly origin: string
  readonly id: string
  counter: number
  verified: boolean
  /** Copied to other devices by its maker (BE and BS, WebAuthn 6.1.3). */
  readonly synced?: boolean
}

const FLAGS = { present: 1, verified: 4, eligible: 8, backedUp: 16, attested: 64 }

function authenticatorData(device: Device, more: Uint8Array = Buffer.alloc(0)): Buffer {
  const synced = device.synced ? FLAGS.eligible | FLAGS.backedUp : 0
  const attested = more.length > 0 ? FLAGS.attested : 0
  const flags = FLAGS.present | (device.verified ? FLAGS.verified : 0) | synced | attested
  const counter = Buffer.alloc(4)
  counter.writeUInt32BE(device.counter)
  return Buffer.concat([sha256(device.id), Buffer.from([flags]), counter, more])
}

const clientData = (type: string, challenge: string, origin: string) =>
  Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }))

/** What was made, with nobody vouching for it (WebAuthn 8.7). */
const unattested = (data: Uint8Array) =>
  Buffer.concat([
    head(5, 3),
    textOf('fmt'),
    textOf('none'),
    textOf('attStmt'),
    head(5, 0),
    textOf('authData'),
    bytesOf(data),
  ])

/** A new passkey: `makes` answers a question for a new one, `signs` a question to sign in. */
export function softPasskey(device: Device) {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const credential = randomBytes(32)
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
  const key = Buffer.concat([
    head(5, 5),
    Buffer.from([0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21]),
    bytesOf(Buffer.from(x, 'base64url')),
    Buffer.from([0x22]),
    bytesOf(Buffer.from(y, 'base64url')),
  ])
  const named = { id: base64url(credential), rawId: base64url(credential), type: 'public-key' }
  const length = Buffer.from([0, credential.length])
  const attested = Buffer.concat([Buffer.alloc(16), length, credential, key])
  return {
    id: named.id,
    makes(challenge: string) {
      const object = unattested(authenticatorData(device, attested))
      const clientDataJSON = base64url(clientData('webauthn.create', challenge, device.origin))
      const response = { clientDataJSON, attestationObject: base64url(object) }
      return { ...named, clientExtensionResults: {}, response }
    },
    signs(challenge: string) {
      const client = clientData('webauthn.get', challenge, device.origin)
      const data = authenticatorData(device)
      const signed = sign('sha256', Buffer.concat([data, sha256(client)]), privateKey)
      const response = {
        clientDataJSON: base64url(client),
        authenticatorData: base64url(data),
        signature: base64url(signed),
      }
      return { ...named, clientExtensionResults: {}, response }
    },
  }
}
