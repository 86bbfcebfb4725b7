import type { Transporter } from 'nodemailer'
import type { Sealed } from './mail.ts'

const SOON = 10_000
const PATIENCE = 30_000
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])

/** A letter the next server did not take. Its text holds codes alone: servers like to repeat addresses. */
export class MailFailure extends Error {
  override readonly name = 'MailFailure'
  /** 421, 550 …; undefined when no server answered (RFC 5321 4.2). */
  readonly reply: number | undefined

  constructor(failure: unknown) {
    const { code, responseCode, response } = failure as Record<string, unknown>
    const status = /\b[245]\.\d{1,3}\.\d{1,3}\b/.exec(String(response ?? ''))?.[0]
    const parts = [code, responseCode, status].filter((part) => part !== undefined)
    super(`the letter was not taken: ${parts.join(' ') || 'no answer'}`)
    this.reply = typeof responseCode === 'number' ? responseCode : undefined
  }
}

/** What the transport is told by the address of the server; encryption is asked for unless it is here. */
function optionsOf(smtp: string): object {
  const url = new URL(smtp)
  const secure = url.protocol === 'smtps:'
  if (!secure && url.protocol !== 'smtp:') throw new Error('SMTP_URL begins with smtp: or smtps:')
  const user = decodeURIComponent(url.username)
  const lax = LOOPBACK.has(url.hostname) || url.searchParams.get('requireTLS') === 'false'
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port || (secure ? 465 : 587)),
    secure,
    requireTLS: !secure && !lax,
    ...(user && { auth: { user, pass: decodeURIComponent(url.password) } }),
    pool: true,
    maxConnections: 2,
    connectionTimeout: SOON,
    greetingTimeout: SOON,
    socketTimeout: PATIENCE,
    disableFileAccess: true,
    disableUrlAccess: true,
  }
}

/** A way out over SMTP. The mail library takes 21 MB; it is loaded with the first letter. */
export function smtpWay(smtp: string): { send(sealed: Sealed): Promise<void>; close(): void } {
  const options = optionsOf(smtp)
  let opening: Promise<Transporter> | undefined
  let opened: Transporter | undefined
  async function open(): Promise<Transporter> {
    const { createTransport } = await import('nodemailer')
    opened = createTransport(options)
    return opened
  }
  return {
    async send(sealed) {
      const transport = await (opening ??= open())
      const { from, to, subject, text, id, at, language } = sealed
      const headers = { 'Content-Language': language, 'Auto-Submitted': 'auto-generated' }
      const message = { from, to: { name: '', address: to }, subject, text, headers, messageId: id }
      try {
        const encoding = { textEncoding: 'quoted-printable', xMailer: false } as const
        await transport.sendMail({ ...message, ...encoding, date: new Date(at) })
      } catch (failure) {
        throw new MailFailure(failure)
      }
    },
    close: () => opened?.close(),
  }
}
