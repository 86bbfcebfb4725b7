/** Reading a message that came in: its words, and what a list has to know of its headers. */
import { createHash } from 'node:crypto'
import type { ParsedMail } from 'mailparser'
import { messageIds } from './posting.ts'

/** A file that came with a message, still in memory. */
export interface Enclosed {
  readonly name: string
  readonly content: Buffer
}

/** What is read of a message. Pictures that lie elsewhere, scripts and styles are gone; what is left is text. */
export interface Incoming {
  /** Its Message-ID; one made of its bytes when it brings none, so that it is the same when it comes again. */
  readonly id: string
  readonly inReplyTo: string | null
  readonly references: readonly string[]
  readonly from: string | null
  /** The phrase before the address. */
  readonly name: string | null
  readonly subject: string
  readonly text: string
  /** When it says it was written; null when that cannot be read. */
  readonly at: string | null
  /** A machine wrote it (RFC 3834 section 5). */
  readonly automatic: boolean
  /** The lists it came through (RFC 2919), and marks against loops. */
  readonly passed: readonly string[]
  /** Status of a delivery that failed (RFC 3464), such as `5.1.1`. */
  readonly failed: string | null
  readonly files: readonly Enclosed[]
  /** Pictures that stand inside the text: photos, but also the logo below a name. */
  readonly inside: readonly Enclosed[]
  /** What it says its language is (RFC 3282), such as `es`. */
  readonly language: string | null
}

const MOST_TEXT = 100_000
const MOST_HTML = 1_000_000

/** What would fetch something when it is looked at, or would run. */
const UNWANTED =
  /<!--[\s\S]*?-->|<(script|style|head|title|object|iframe|svg)\b[\s\S]*?<\/\1\s*>|<(?:img|image|link|meta|base|embed|source|input)\b[^>]*>/gi

async function parse(raw: Buffer | string): Promise<ParsedMail> {
  const { simpleParser } = await import('mailparser')
  return simpleParser(raw, {
    skipTextToHtml: true,
    skipHtmlToText: true,
    skipImageLinks: true,
    skipTextLinks: true,
    maxHtmlLengthToParse: MOST_HTML,
  })
}

/** HTML as text. The mail library turns it, after what is unwanted is out: no tag is kept, so none can do harm. */
async function textOfHtml(html: string): Promise<string> {
  const { simpleParser } = await import('mailparser')
  const bare = html.slice(0, MOST_HTML).replace(UNWANTED, ' ')
  const wrapped = `Content-Type: text/html; charset=utf-8\r\n\r\n${bare}`
  const { text } = await simpleParser(wrapped, { skipTextToHtml: true })
  return text ?? ''
}

/** Controls other than line ends and tabs are no text. */
const plain = (text: string) =>
  text
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .replace(/\n{4,}/g, '\n\n\n')
    .trim()
    .slice(0, MOST_TEXT)

const MOST_HEAD = 64_000

/** The headers alone: what is left of a message with more parts, or deeper ones, than the mail library reads. */
function headOf(raw: Buffer): Buffer {
  const end = raw.subarray(0, MOST_HEAD).indexOf('\r\n\r\n')
  return Buffer.concat([raw.subarray(0, end < 0 ? MOST_HEAD : end), Buffer.from('\r\n\r\n')])
}

const headerOf = (mail: ParsedMail, name: string): string => {
  const found = mail.headerLines.findLast(({ key }) => key === name)
  return found
    ? found.line
        .slice(found.line.indexOf(':') + 1)
        .replace(/\s+/g, ' ')
        .trim()
    : ''
}

const everyHeader = (mail: ParsedMail, name: string): string[] =>
  mail.headerLines
    .filter(({ key }) => key === name)
    .map(({ line }) =>
      line
        .slice(line.indexOf(':') + 1)
        .replace(/\s+/g, ' ')
        .trim(),
    )

/** RFC 3834: everything but `no`; programs older than it said `Precedence: bulk` or `X-Autoreply`. */
function isAutomatic(mail: ParsedMail): boolean {
  const submitted = headerOf(mail, 'auto-submitted').toLowerCase()
  if (submitted !== '' && !submitted.startsWith('no')) return true
  const precedence = headerOf(mail, 'precedence').toLowerCase()
  return ['bulk', 'junk', 'auto_reply'].includes(precedence) || headerOf(mail, 'x-autoreply') !== ''
}

/** The status of a delivery report, or of what looks like one. */
function failureOf(mail: ParsedMail): string | null {
  const reports = mail.attachments.filter(({ contentType }) => contentType.startsWith('message/'))
  const words = [...reports.map(({ content }) => content.toString('utf8')), mail.text ?? '']
  for (const text of words) {
    const status = /^Status:\s*([245]\.\d{1,3}\.\d{1,3})/im.exec(text)?.[1]
    if (status) return status
  }
  return null
}

/** Files beside the text, or those inside it. */
function enclosed({ attachments }: ParsedMail, inside: boolean): Enclosed[] {
  return attachments
    .filter(
      ({ contentType, related }) =>
        (related ?? false) === inside && !contentType.startsWith('message/'),
    )
    .map(({ filename, content }, at) => ({ name: filename ?? `file-${at + 1}`, content }))
}

const hashOf = (raw: Buffer) => createHash('sha256').update(raw).digest('hex').slice(0, 40)

/** Reads a message. It never throws for what is odd in it: what cannot be read is absent. */
export async function readIncoming(raw: Buffer): Promise<Incoming> {
  const mail = await parse(raw).catch(() => parse(headOf(raw)))
  const { html } = mail
  const text = mail.text?.trim() ? mail.text : html ? await textOfHtml(html) : ''
  const [from] = mail.from?.value ?? []
  const at = mail.date
  return {
    id: messageIds(mail.messageId ?? '')[0] ?? `<${hashOf(raw)}@unnamed.invalid>`,
    inReplyTo: messageIds(mail.inReplyTo ?? '').at(-1) ?? null,
    references: messageIds([mail.references ?? []].flat().join(' ')).slice(-50),
    from: mail.from?.value.length === 1 ? (from?.address ?? null) : null,
    name: from?.name ? plain(from.name) : null,
    subject: plain(mail.subject ?? '')
      .replace(/\s+/g, ' ')
      .slice(0, 200),
    text: plain(text),
    at: at && !Number.isNaN(at.getTime()) ? at.toISOString() : null,
    automatic: isAutomatic(mail),
    passed: [...everyHeader(mail, 'list-id'), ...everyHeader(mail, 'x-loop')],
    failed: failureOf(mail),
    files: enclosed(mail, false),
    inside: enclosed(mail, true),
    language: /^[a-z]{2,3}\b/i.exec(headerOf(mail, 'content-language'))?.[0].toLowerCase() ?? null,
  }
}
