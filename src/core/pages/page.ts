import type { VNode } from 'preact'
import type { z } from 'zod'
import type { By, CityFacts } from '#core/actions'
import type { Database, Tx } from '#core/database'
import type { KeptLetter } from '#core/mail'
import type { Demand, Policy } from '#core/people'
import type { Say } from '#core/text'
import type {
  AccessProof,
  Accounts,
  Cases,
  Consent,
  DocumentReader,
  EscrowState,
  Mandates,
  Oversight,
  Purpose,
  Purposes,
  Readers,
} from '#core/vault'
import type { Declared } from './declared.ts'
import type { Folder } from './folder.ts'
import type { Here } from './here.ts'

/** What a page may use while it loads. `tx` is read only: PostgreSQL itself refuses a write. */
export interface Look<I, P extends Purposes = Purposes> {
  readonly input: I
  readonly by: By
  readonly tx: Tx
  readonly now: string
  readonly language: string
  readonly city: CityFacts
  readonly personal: Readers<P>
  readonly declared: Declared
  /** Letters of the sample city's mailbox; empty when mail really goes out. */
  letters(): Promise<readonly KeptLetter[]>
  readonly folder: Folder
  /** What may be known of an open request. The vault answers only the service `protection`. */
  readonly cases: Cases
  /** What whoever looks agreed to, of this service; null when nothing stands. */
  consented(purpose: Purpose): Promise<Consent | null>
  /** A header of the request, for programs that say something in one. */
  header(name: string): string | undefined
  /** Keyed hash of a secret that this browser holds while it is open; empty when it holds none. */
  readonly browser: string
  readonly documents: DocumentReader
  /** The proof file of a leaf that only its owner has; undefined while no checkpoint covers its batch. */
  prove(name: string, leaf: AccessProof): Promise<string | undefined>
  /** One's own ways to sign in. The vault answers only the service `account`. */
  readonly ways: Pick<
    Accounts,
    'waysOf' | 'offeredGenerator' | 'printedCodes' | 'openRecoveries' | 'recoveryOf' | 'arrivedWith'
  >
  /** The vault answers only the service `mandates`. */
  readonly mandates: Pick<Mandates, 'of' | 'waiting'>
  /** How a breach and the holds stand. The vault answers only the service `processing`. */
  readonly oversight: Pick<Oversight, 'told' | 'orders'>
  readonly health: Health
}

/** How the city stands, for whoever runs it; what of it is for everybody a page chooses. */
export interface Health {
  readonly vaultDown: boolean
  readonly database: 'embedded' | 'postgres'
  /** Whether each service has a login of its own on the database. */
  readonly logins: Database['logins']
  /** Whether the vault's master key could be brought back. */
  readonly escrow: EscrowState | undefined
  /** Whether files that come in are looked at for viruses. */
  readonly scans: boolean
}

/** What a feed may use. It looks again for every part, so that a long list needs little memory. */
export interface FeedLook<I> {
  readonly input: I
  readonly now: string
  readonly city: CityFacts
  readonly declared: Declared
  readonly say: Say
  readonly by: By
  readonly folder: Folder
  look<T>(work: (tx: Tx) => Promise<T>): Promise<T>
}

/** The same list in another format, streamed. */
export interface Feed<I> {
  /** Media type, such as `text/csv; charset=utf-8`. */
  readonly type: string
  write(look: FeedLook<I>): AsyncIterable<string>
}

/** What may be used while bytes are sent; each look is one of its own. */
export interface StreamLook<I> extends FeedLook<I> {
  readonly documents: DocumentReader
  readonly tools: Sending
}

/** Bytes that are sent as they are made. What is refused is refused before the first of them. */
export interface Streamed {
  readonly type: string
  /** The name under which it is kept. */
  readonly name: string
  /** How many there will be, where that is known: the browser shows how far it is, and more or less breaks it off. */
  readonly bytes?: number
  readonly parts: AsyncIterable<Uint8Array>
}

/** A stored file as the answer of a page. */
export interface FileAnswer {
  readonly id: string
  readonly variant?: 'thumb'
  /** Shown in the browser instead of kept, under this policy and no other (CSP Level 3). */
  readonly inline?: string | undefined
}

/** What a page for programs answers, whole. */
export interface Sent {
  readonly type: string
  readonly text: string | Uint8Array
  /** A file for one person alone, kept under this name: no other site gets it. */
  readonly name?: string | undefined
  /** The policy under which a browser shows it, where the city's own does not fit (CSP Level 3). */
  readonly policy?: string | undefined
  /** Where the list goes on (RFC 8288). */
  readonly next?: string | undefined
}

/** What a page for programs may use: `sign` and `jws` sign with the city's key, `say` speaks a language. */
export interface Sending {
  sign(object: object): object
  /** Signed as a compact JWS (RFC 7515, 8037); its key stands in the city's key set. */
  jws(object: object, type: string): string
  say(language: string): Say
}

/** A page as one file that works from a disk. It belongs to no city, so that every city gives out the same bytes. */
export interface Alone {
  /** What the file is called when it is kept. */
  readonly name: string
  /** Logical names of the script and the styles that stand inside it. */
  readonly script: string
  readonly styles: string
  view(declared: Declared, here: Here): VNode<any>
}

export interface Page<
  I extends z.ZodObject = z.ZodObject,
  Data = any,
  P extends Purposes = any,
> extends Demand {
  /** `service.show`; also the text key of its title. */
  readonly name: string
  /** `/reports/:number`, parameters with a colon. */
  readonly path: string
  readonly who: Policy
  readonly input: I
  readonly reads?: P
  /** Position in the service navigation (text `<name>.menu`); absent: not in it. */
  readonly menu?: number
  /** Search engines are asked to leave it alone: its address is a secret, or it is nobody else's business. */
  readonly hidden?: true
  /** May others keep a copy of it? Default: private. */
  readonly keep?: 'public' | 'private'
  readonly also?: {
    readonly csv?: Feed<z.infer<I>>
    readonly geojson?: Feed<z.infer<I>>
    readonly atom?: Feed<z.infer<I>>
    readonly json?: Feed<z.infer<I>>
    readonly ics?: Feed<z.infer<I>>
    readonly mbox?: Feed<z.infer<I>>
  }
  /** Whom may its scripts ask, when the person wants it? Default: this city alone (docs/decisions/0007). */
  readonly reaches?: 'others'
  /** The same as one file to keep, at `<path>.html`. */
  readonly alone?: Alone
  load(look: Look<z.infer<I>, P>): Promise<Data>
  view(data: Data, here: Here): VNode<any>
  /** Where to go instead of showing this page. */
  redirect?(data: Data): string | undefined
  /** A text for programs, sent instead of a view to anybody anywhere. */
  sends?(data: Data, tools: Sending): Sent
  /** Bytes to send instead of a view, for whoever looks alone; `load` is not asked. */
  streams?(look: StreamLook<z.infer<I>>): Promise<Streamed>
  /** A stored file to send instead of a view. */
  file?(data: Data): FileAnswer | undefined
}

/** Declares one thing a person can look at. */
export function page<I extends z.ZodObject, Data, P extends Purposes = Record<never, never>>(
  spec: Page<I, Data, P>,
): Page<I, Data, P> {
  return spec
}
