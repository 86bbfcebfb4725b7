/** What a command was given cannot be used, and the message says what to change: exit code 2, as for a wrong option. */
export class Unusable extends Error {
  override name = 'Unusable'
}
