import { Refusal } from '#core/kernel'

/** One mailbox, as RFC 5321 4.1.2 has it but without quoted names: no room for a second header. */
const ADDRESS = /^[^\s@<>()[\]\\,;:"\p{Cc}\p{Cf}]{1,64}@[^\s@<>()[\]\\,;:"\p{Cc}\p{Cf}]{1,253}$/u

/** Line ends and other controls: what could begin a new header (RFC 5322 2.2). */
const CONTROLS = /[\p{Cc}\u2028\u2029]+/gu

/** A name with the address it stands for. */
export interface Sender {
  readonly name: string
  readonly address: string
}

/** The address itself, or a refusal that does not repeat it. */
export function oneAddress(address: string): string {
  if (ADDRESS.test(address)) return address
  throw new Refusal('invalid', ['mail-address'])
}

/** One line of header text: whatever was typed, it stays on its line. */
export function oneLine(text: string): string {
  return text.replace(CONTROLS, ' ').trim()
}

/** Reads `City of Luzarra <city@luzarra.example>`; throws when it is no sender. */
export function senderOf(from: string): Sender {
  const parts = /^(?<name>[^<>]*)<(?<address>[^<>]+)>$/.exec(from.trim())?.groups
  const name = oneLine(parts?.['name'] ?? '').replace(/^"|"$/g, '')
  return { name, address: oneAddress((parts?.['address'] ?? from).trim()) }
}
