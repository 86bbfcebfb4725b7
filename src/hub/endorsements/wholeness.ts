/** Whether an application says everything, in the right place: what submitting asks for. */
import { asciiDomain } from '#core/discovery'
import { Refusal } from '#core/kernel'
import { hostOf, liesIn } from './model/domains.ts'
import { maySubmit } from './rules.ts'
import type { Application, Domain } from './store/rows.ts'

/** A domain in the letters of the DNS; names of this machine only in trials. */
export function domainIn(given: string, trial: boolean): string | undefined {
  const text = given.trim().toLowerCase().replace(/\.$/, '')
  if (/^(?:[a-z0-9.-]+\.)?localhost(?::\d{1,5})?$/.test(text)) return trial ? text : undefined
  return asciiDomain(text) ?? undefined
}

/** A role mailbox with its domain in the letters of the DNS; a plus address is nobody's role. */
export function mailboxIn(given: string, field: string): string {
  const [, local = '', host = ''] =
    /^([^\s@"<>+,;]{1,64})@([^\s@]{3,253})$/.exec(given.trim()) ?? []
  const domain = domainIn(host, /(?:^|\.)localhost$/.test(host))
  if (!local || domain === undefined) throw new Refusal('invalid', [{ code: 'no-mailbox', field }])
  return `${local}@${domain}`
}

const hostIn = (url: string | null) => (url && URL.canParse(url) ? new URL(url).hostname : '')
const hostOfMailbox = (mailbox: string | null) => mailbox?.split('@')[1] ?? ''

/** Refuses what is not whole or lies on domains that are not the city's. */
export function requireWhole(it: Application, domains: readonly Pick<Domain, 'domain'>[]): void {
  const hosts = domains.map(({ domain }) => hostOf(domain))
  const here = (host: string) => hosts.some((one) => liesIn(host, one))
  maySubmit.require({
    state: it.state,
    complete: [it.body, it.decidedOn, it.declaration, it.documentUrl, it.mailbox, it.signerMailbox]
      .concat(domains.length > 0 ? [] : [null])
      .every((one) => one !== null && one !== ''),
    documentHere: here(hostIn(it.documentUrl)),
    mailboxesHere: here(hostOfMailbox(it.mailbox)) && here(hostOfMailbox(it.signerMailbox)),
    mailboxes: [it.mailbox, it.signerMailbox],
  })
}
