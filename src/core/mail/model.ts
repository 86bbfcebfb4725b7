import type { Personal } from '#core/vault'

/** A letter the city sends: plain text, in the language of who receives it. */
export interface Letter {
  /** The address; a personal one is revealed only when the letter goes out. */
  readonly to: Personal<string, string> | string
  readonly subject: string
  readonly text: string
  readonly language: string
  /** The same key gives the same Message-ID, so a letter sent twice is seen as one. */
  readonly key?: string
  /** Where an answer goes, when not to the sender (RFC 5322 3.6.2). */
  readonly replyTo?: string
  /** Further headers, such as those by which a letter can be ended (RFC 8058), each on its line. */
  readonly headers?: Readonly<Record<string, string>>
}

/** What a discussion list sends to one receiver: the headers name the list, the envelope alone names whom. */
export interface Posting {
  /** The receiver of the envelope (RFC 5321 3.3). */
  readonly to: Personal<string, string> | string
  /** Where a failure goes to: an address of its own for each receiver (VERP). */
  readonly bounceTo: string
  readonly from: { readonly name: string; readonly address: string }
  /** The list's address, for the header To; null when the receiver alone is meant. */
  readonly list: string | null
  readonly replyTo: string
  readonly subject: string
  readonly text: string
  readonly language: string
  readonly at: string
  /** Message-ID and those it answers (RFC 5322 3.6.4), each with its angle brackets. */
  readonly id: string
  readonly inReplyTo?: string | undefined
  readonly references: readonly string[]
  /** List-Id and the like: header by name, in the order in which they stand. */
  readonly headers: Readonly<Record<string, string>>
}

/** A key with which outgoing postings of one domain are signed (DKIM, RFC 6376). */
export interface Signing {
  readonly domain: string
  readonly selector: string
  /** RSA key as PEM. */
  readonly key: string
}

/** A letter of the sample city's mailbox. */
export interface KeptLetter {
  readonly id: string
  readonly at: string
  readonly to: string
  readonly from: string
  readonly subject: string
  readonly text: string
  readonly language: string
  readonly replyTo?: string | undefined
  readonly headers?: Readonly<Record<string, string>> | undefined
}

/** How letters leave the city. */
export interface Mail {
  /** Resolves when the next server took the letter over; otherwise throws a failure without personal data. */
  send(letter: Letter): Promise<{ id: string }>
  /** The same for a posting of a list. A failure may be `unsure`: nobody knows whether it was taken. */
  post(posting: Posting): Promise<void>
  /** Letters of the mailbox folder, newest first, at most 200; none when mail goes out by SMTP. */
  listLetters(): Promise<KeptLetter[]>
  close(): Promise<void>
}

/** Where letters go: a server, or a folder for a city that only tries things out. */
export interface MailSettings {
  /** `smtp://name:secret@host:587` or `smtps://…:465`. */
  readonly smtp?: string
  /** Folder of the mailbox shown by the sample city. */
  readonly mailbox?: string
  /** `City of Luzarra <city@luzarra.example>` */
  readonly from: string
  readonly clock?: () => string
  /** Signs the postings of lists. */
  readonly signing?: Signing
}
