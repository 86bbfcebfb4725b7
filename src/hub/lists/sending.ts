/** How what a list says looks as mail: its headers, and the words around them. */
import type { Posting } from '#core/mail'
import type { Say } from '#core/text'
import type { Personal } from '#core/vault'
import { hrefOf } from './model.ts'
import type { Receiver } from './store/deliveries.ts'
import type { List } from './store/lists.ts'

/** The list's own addresses: where one writes, joins, leaves, confirms, and where failures come back to. */
export const addressOf = ({ name, domain }: Pick<List, 'name' | 'domain'>) => `${name}@${domain}`
export const wayAddress = (list: Pick<List, 'name' | 'domain'>, way: string, code?: string) =>
  `${list.name}-${way}${code === undefined ? '' : `+${code}`}@${list.domain}`

/** `List-Id` (RFC 2919): stays the same for as long as the list exists. */
export const listIdOf = ({ name, domain }: Pick<List, 'name' | 'domain'>) => `<${name}.${domain}>`

/** Where one reads a message for good. */
export const linkOf = (url: string, list: string, message: string) =>
  `${url}${hrefOf({ list, id: message })}`

/** The Message-ID of what was written on the web. */
export const messageIdOf = (message: string, { domain }: Pick<List, 'domain'>) =>
  `<${message}@${domain}>`

/** RFC 2369, 2919, 5064 and 8058: where the list is, and how to leave it with one click. */
export function headersOf(
  list: List,
  { code }: Pick<Receiver, 'code'>,
  { url, archived }: { url: string; archived: string },
): Record<string, string> {
  const leave = `${url}/lists/mine/${code}/leave`
  return {
    'List-Id': listIdOf(list),
    'List-Post': `<mailto:${addressOf(list)}>`,
    'List-Archive': `<${url}/lists/${list.name}>`,
    'List-Help': `<${url}/lists/${list.name}>`,
    'List-Subscribe': `<mailto:${wayAddress(list, 'join')}>, <${url}/lists/${list.name}>`,
    'List-Unsubscribe': `<${leave}>, <mailto:${wayAddress(list, 'leave', code)}>`,
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    'Archived-At': `<${archived}>`,
    'X-Loop': addressOf(list),
    Precedence: 'list',
  }
}

/** A message in a digest. */
export interface Part {
  readonly thread: string
  readonly text: string
}

/** A piece as it goes to everybody: the words, without who gets it. */
export interface Piece {
  readonly list: List
  readonly id: string
  readonly inReplyTo: string | null
  readonly references: readonly string[]
  readonly subject: string
  readonly body: string
  readonly shown: string | null
  readonly at: string
  readonly archived: string
  readonly files: readonly { readonly name: string; readonly href: string }[]
  readonly thread: string | null
  /** What a digest is made of. */
  readonly parts?: readonly Part[]
}

function bodyFor(piece: Piece, { code }: Receiver, say: Say, url: string): string {
  const { list, body, files, archived, thread } = piece
  const mine = `${url}/lists/mine/${code}`
  const kept = files.map(({ name, href }) => `${name}: ${href}`)
  const foot = [
    say('lists.mail.foot', { list: list.title }),
    say('lists.mail.archived', { url: archived }),
    ...(thread === null ? [] : [say('lists.mail.mute', { url: `${mine}?thread=${thread}` })]),
    say('lists.mail.mine', { url: mine }),
  ]
  return [body, ...(kept.length > 0 ? ['', ...kept] : []), '', '-- ', ...foot].join('\n')
}

/**
 * The posting for one receiver. Author and list stand in one quoted phrase before the list's own address, so that the
 * author's domain disowns nothing (DMARC, RFC 7489) and nobody learns the author's address; answers go to the list.
 */
export function postingFor(
  piece: Piece,
  receiver: Receiver,
  to: Personal<string, string>,
  { say, url }: { say: Say; url: string },
): Posting {
  const { list, shown, subject, at, id, inReplyTo, references, archived } = piece
  const author = shown ?? say('lists.somebody')
  const tag = `[${list.name}]`
  return {
    to,
    bounceTo: wayAddress(list, 'bounces', receiver.bounce),
    from: { name: say('lists.via', { author, list: list.title }), address: addressOf(list) },
    list: addressOf(list),
    replyTo: addressOf(list),
    subject: subject.includes(tag) ? subject : `${tag} ${subject}`,
    text: bodyFor(piece, receiver, say, url),
    language: receiver.language,
    at,
    id,
    inReplyTo: inReplyTo ?? undefined,
    references,
    headers: headersOf(list, receiver, { url, archived }),
  }
}
