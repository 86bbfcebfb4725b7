/** What came back from one statement. */
export interface Answer {
  readonly rows: Record<string, unknown>[]
  /** Rows written or found: the number at the end of PostgreSQL's command tag. */
  readonly affected: number
}

/** What else there is to know of a statement. */
export interface How {
  /** A server is to keep its plan for the next time. */
  readonly often?: true
  /** Nothing is asked after it in its transaction. */
  readonly last?: true
}

/** An answer, and the commit that is under way behind it; the same promise where they come together. */
export interface Committing {
  readonly answer: Promise<Answer>
  readonly committed: Promise<Answer>
}

/** One connection, lent for one transaction. */
export interface Connection {
  query(text: string, values: readonly unknown[], how?: How): Promise<Answer>
  /** Begins a transaction and asks its first question in one message, where the driver can. */
  first?(begin: string, ...asked: Parameters<Connection['query']>): Promise<Answer>
  /** Asks the last question of a transaction and commits it in one message, where the driver can. */
  last?(...asked: Parameters<Connection['query']>): Committing
  /**
   * Begins, asks the only question of a transaction and commits it in one message, where the driver can. A server that
   * does single statements at that isolation anyway is sent nothing but the question.
   */
  only?(begin: string, ...asked: Parameters<Connection['query']>): Committing
  /** Several statements at once, without values and without a time limit of ours. */
  script(text: string): Promise<void>
  /** Hands the connection back; a broken one is not used again. */
  free(broken: boolean): void
}

/** One of the two databases: embedded, or a PostgreSQL server. */
export interface Driver {
  readonly kind: 'embedded' | 'postgres'
  /** How many may write at once, so that others can still look. */
  readonly writers: number
  /** Whose login this is, where each service has its own. */
  readonly login?: string
  /** The same database under the login of this service, where each has its own. */
  as?(login: string): Driver
  connect(): Promise<Connection>
  close(): Promise<void>
  /** Writes everything into one file, for tests; only the embedded database can. */
  dump(file: string): Promise<void>
}

/** Numbers for /metrics, counted since the start. */
export interface Counts {
  statements: number
  transactions: number
  retries: number
}
