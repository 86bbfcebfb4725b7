/** What an application and its parts look like, as they are stored. */
import { z } from 'zod'
import { sql } from '#core/database'
import { kinds, levels, proofs, states } from '../model.ts'

const text = z.string().nullable()

export const Application = z.object({
  number: z.number(),
  kind: z.enum(kinds),
  state: z.enum(states),
  language: z.string(),
  city: text,
  name: z.string(),
  country: z.string(),
  level: z.enum(levels),
  body: text,
  decidedOn: text,
  reference: text,
  declaration: text,
  documentUrl: text,
  documentLanguage: text,
  documentSha256: text,
  documentCheckedAt: text,
  documentFailure: text,
  documentChangedAt: text,
  mailbox: text,
  mailboxConfirmedAt: text,
  signerMailbox: text,
  signerConfirmedAt: text,
  submitter: text,
  officialWay: z.enum(['suffix', 'register', 'callback']).nullable(),
  officialLink: text,
  officialAt: text,
  submittedOn: text,
  dueOn: text,
  pausedOn: text,
  round: z.number(),
  wanted: text,
  missing: z.array(z.enum(proofs)),
  concludedOn: text,
  publishedOn: text,
})
export type Application = z.infer<typeof Application>

export const columns = sql`number, kind, state, language, city, name, country, level, body,
  decided_on as "decidedOn", reference, declaration, document_url as "documentUrl",
  document_language as "documentLanguage", document_sha256 as "documentSha256",
  document_checked_at as "documentCheckedAt", document_failure as "documentFailure",
  document_changed_at as "documentChangedAt", mailbox, mailbox_confirmed_at as "mailboxConfirmedAt",
  signer_mailbox as "signerMailbox", signer_confirmed_at as "signerConfirmedAt", submitter,
  official_way as "officialWay", official_link as "officialLink", official_at as "officialAt",
  submitted_on as "submittedOn", due_on as "dueOn", paused_on as "pausedOn", round, wanted, missing,
  concluded_on as "concludedOn", published_on as "publishedOn"`

const Answer = z.object({
  server: z.string(),
  authority: z.boolean(),
  outcome: z.string(),
  texts: z.array(z.string()),
  aliases: z.array(z.string()),
  authentic: z.boolean(),
})

export const Domain = z.object({
  application: z.number(),
  domain: z.string(),
  token: z.string(),
  tokenUntil: z.string(),
  method: z.enum(['dns', 'web']).nullable(),
  answers: z.array(Answer),
  dnssec: z.boolean().nullable(),
  reason: text,
  checkedAt: text,
  passedAt: text,
  failures: z.number(),
  flaggedAt: text,
  keyPrints: z.array(z.string()),
})
export type Domain = z.infer<typeof Domain>

export const domainColumns = sql`application, domain, token, token_until as "tokenUntil", method, answers,
  dnssec, reason, checked_at as "checkedAt", passed_at as "passedAt", failures, flagged_at as "flaggedAt",
  key_prints as "keyPrints"`

export const Opinion = z.object({
  round: z.number(),
  reviewer: z.string(),
  verdict: z.enum(['accept', 'refuse']),
  missing: z.array(z.enum(proofs)),
  at: z.string(),
})
export type Opinion = z.infer<typeof Opinion>

export const Appeal = z.object({
  round: z.number(),
  text: z.string(),
  madeAt: z.string(),
  granted: z.boolean().nullable(),
  answer: text,
  decidedAt: text,
})
export type Appeal = z.infer<typeof Appeal>
