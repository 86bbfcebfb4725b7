import type { z } from 'zod'
import type { Database } from '#core/database'
import type { Files } from '#core/files'
import type { Harvester } from '#core/harvest'
import type { Holidays } from '#core/kernel'
import type { Mail } from '#core/mail'
import type { Say } from '#core/text'
import type { Channel, Purposes, Readers } from '#core/vault'

/** Where jobs write what an operator should know; never anything personal. */
export interface Log {
  info(facts: object, says: string): void
  warn(facts: object, says: string): void
  error(facts: object, says: string): void
}

/** What a job may know of the city. */
export interface JobCity {
  readonly name: string
  readonly url: string
  readonly zone: string
  readonly holidays: Holidays
  readonly languages: readonly string[]
  /** Role mailboxes that the city states in public. */
  readonly discovery?:
    | { readonly contacts?: Readonly<Record<string, string | undefined>> | undefined }
    | undefined
  /** Each service's own part of the configuration, as its schema made it. */
  readonly config: Readonly<Record<string, unknown>>
  /** Address of the hub whose changes are copied here; absent: none. */
  readonly mirrorOf?: string | undefined
}

/** A printed document (PDF, ISO 32000-2), or why there is none: no program, too slow, or it failed. */
export type Printed =
  | { readonly pdf: Uint8Array }
  | { readonly failed: 'no-program' | 'too-slow' | 'broken'; readonly detail?: string }

/** Makes a printed document of a page that stands alone. It reaches no network, and is ended when it hangs. */
export interface Printer {
  print(html: string, signal: AbortSignal): Promise<Printed>
}

/** What somebody the operator configured answered: its status and its JSON, if it is any. */
export interface Replied {
  readonly status: number
  readonly body: unknown
}

/**
 * Asks one address that the operator configured, such as the register of residents: bounded in time and size, never
 * followed elsewhere. Throws when nobody answers.
 */
export interface Asker {
  ask(of: {
    readonly url: string
    /** File with the token that the other side expects (RFC 6750). */
    readonly tokenFile?: string | undefined
    readonly body: object
    readonly signal: AbortSignal
  }): Promise<Replied>
}

/** What another system answered: its status and its text; or why it did not. */
export type Sent =
  | { readonly status: number; readonly text: string }
  | { readonly failure: string; readonly ours?: true }

/** A file that is sent with a form. */
export interface SentFile {
  readonly field: string
  readonly name: string
  /** Media type (RFC 6838). */
  readonly type: string
  readonly bytes: Uint8Array
}

/**
 * Sends a form to another city's system, or asks it for something: public addresses alone, bounded in time and size,
 * never followed elsewhere. It does not throw: a system that is down is nothing
 * unusual. A failure that is `ours` happened before anything was sent: the key cannot be read.
 */
export interface Sender {
  send(of: {
    readonly url: string
    /** What is sent by POST; without it, it is a question. */
    readonly form?: readonly (readonly [name: string, value: string])[]
    /** Files that go with the form; with any, it is sent as `multipart/form-data` (RFC 7578). */
    readonly files?: readonly SentFile[]
    /** Field that the key goes into, and the file that holds it. */
    readonly key?: { readonly field: string; readonly file: string } | undefined
    readonly headers?: Readonly<Record<string, string>>
    readonly signal: AbortSignal
  }): Promise<Sent>
}

/** What the city lends to every job. */
export interface JobContext<P extends Purposes = Purposes> {
  readonly db: Database
  readonly personal: Readers<P>
  readonly vault: Channel
  readonly mail: Mail
  readonly files: Files
  /** The way to other cities' documents. */
  readonly harvest: Harvester
  readonly printer: Printer
  readonly asker: Asker
  readonly sender: Sender
  readonly say: (language: string) => Say
  readonly city: JobCity
  readonly log: Log
}

/** What one run of a job gets. It may run more than once: a crash in the middle runs it again. */
export interface JobWork<I, P extends Purposes = Purposes> extends JobContext<P> {
  readonly input: I
  readonly now: string
  /** The same in every run of this job; a key for what must not happen twice. */
  readonly id: string
  /** 1 on the first run. */
  readonly attempt: number
  /** Aborted when the city stops and cannot wait any longer. */
  readonly signal: AbortSignal
}

/** Work for later, declared once. Its input names things by reference and holds nothing personal. */
export interface Job<I extends z.ZodType = z.ZodType, P extends Purposes = any> {
  /** `service.verb` */
  readonly name: string
  readonly input: I
  /** How often it is tried again before it is dead; 5 when absent. */
  readonly retries?: number
  /** Cron in the city's time zone, five fields; its input must accept `{}`. */
  readonly every?: string
  readonly reads?: P
  run(work: JobWork<z.infer<I>, P>): Promise<void>
}

/** Asks for a job in the transaction it is bound to: no commit, no job. Gives the job's id. */
export type Enqueue = <I extends z.ZodType>(
  job: Job<I>,
  input: z.input<I>,
  when?: { readonly after?: string },
) => Promise<string>

/** A job that failed for good and waits for a person. */
export interface DeadJob {
  readonly id: string
  readonly name: string
  readonly input: unknown
  readonly askedAt: string
  readonly diedAt: string
  readonly attempts: number
  /** What went wrong, with addresses and numbers taken out. */
  readonly failure: string
}
