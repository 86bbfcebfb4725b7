/** What came back from one statement. */
export interface Answer {
  readonly rows: Record<string, unknown>[]
  /** Rows written or found: the number at the end of PostgreSQL's command tag. */
  readonly affected: number
}

/** One connection, lent for one transaction. */
export interface Connection {
  /** `often`: a server is to keep its plan for the next time. */
  query(text: string, values: readonly unknown[], often?: boolean): Promise<Answer>
  /** Begins a transaction and asks its first question in one message, where the driver can. */
  first?(begin: string, text: string, values: readonly unknown[]): Promise<Answer>
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
