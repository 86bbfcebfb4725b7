/** How a posting of a list looks on the wire. */
import { createPrivateKey, type KeyObject } from 'node:crypto'
import { oneAddress, oneLine } from './address.ts'
import type { Posting, Signing } from './model.ts'

/** What is signed: RFC 6376 5.4.1, and both unsubscribe headers as RFC 8058 section 4 demands. */
const SIGNED = [
  'From:To:Reply-To:Subject:Date:Message-ID:In-Reply-To:References:MIME-Version:Content-Type',
  'Content-Transfer-Encoding:Content-Language:List-Id:List-Post:List-Archive:List-Help:List-Subscribe',
  'List-Unsubscribe:List-Unsubscribe-Post:Archived-At:Precedence',
].join(':')

const ID = /^<[^<>\s\p{Cc}]{3,250}>$/u

/** The bracketed ids of a header, those alone that have the form of RFC 5322 3.6.4. */
export function messageIds(text: string): string[] {
  return (text.match(/<[^<>\s]+>/g) ?? []).filter((id) => ID.test(id))
}

/**
 * The message for the mail library. The phrase before the address is one quoted string or one encoded word, never
 * words outside quotes that programs cut (RFC 5322 3.4); headers are written as they are, each on its line.
 */
export function messageOf(posting: Posting, to: string, seal?: Seal): object {
  const { from, list, subject, text, language, at, id, inReplyTo, references } = posting
  const own = Object.entries(posting.headers).map(([key, value]) => ({
    key,
    value: { prepared: true, value: oneLine(value) },
  }))
  return {
    envelope: { from: oneAddress(posting.bounceTo), to: [oneAddress(to)] },
    from: { name: oneLine(from.name), address: oneAddress(from.address) },
    to: { name: '', address: oneAddress(list ?? to) },
    replyTo: { name: '', address: oneAddress(posting.replyTo) },
    subject: oneLine(subject),
    text: text.replace(/\r\n?/g, '\n'),
    messageId: id,
    ...(inReplyTo ? { inReplyTo } : {}),
    ...(references.length > 0 ? { references: [...references] } : {}),
    headers: [{ key: 'Content-Language', value: oneLine(language) }, ...own],
    date: new Date(at),
    textEncoding: 'quoted-printable',
    xMailer: false,
    ...(seal?.domainName === from.address.slice(from.address.indexOf('@') + 1)
      ? { dkim: seal }
      : {}),
  }
}

/** What the mail library signs with. The key is read once: reading it takes as long as signing. */
export interface Seal {
  readonly domainName: string
  readonly keySelector: string
  readonly privateKey: KeyObject
  readonly headerFieldNames: string
}

export const sealOf = ({ domain, selector, key }: Signing): Seal => ({
  domainName: domain,
  keySelector: selector,
  privateKey: createPrivateKey(key),
  headerFieldNames: SIGNED,
})
