/** Where vault and client write what an operator should know; never anything personal. */
export interface VaultLog {
  info(facts: object, says: string): void
  warn(facts: object, says: string): void
  error(facts: object, says: string): void
}
