/** Rows of the core's tables that a login has to do with, each by a policy. */

/** Which rows of a table of the core a login has to do with; the others are not there for it. */
interface Rows {
  readonly policy: string
  readonly on: string
  readonly rights: string
  readonly reads: string
  readonly writes: string
}

/** One policy with the rights it is about. */
export const rows = ({ policy, on: table, rights, reads, writes }: Rows): string[] => [
  `alter table ${table} enable row level security`,
  `grant ${rights} on ${table} to <login>`,
  `create policy ${policy} on ${table} to <login> using (${reads}) with check (${writes})`,
]

/** Only rows of which this is true, to read and to write. */
export const only = (on: string, rights: string, of: { policy: string; which: string }) =>
  rows({ policy: of.policy, on, rights, reads: of.which, writes: of.which })

/** Every row of a table, but only for these commands. */
export const whole = (table: string, service: string, commands: readonly string[]) =>
  commands.flatMap((command) => [
    `grant ${command} on ${table} to <login>`,
    `create policy ${service}_${command} on ${table} for ${command} to <login> using (true)`,
  ])

/** Asking the register says nothing but whether a decision may be taken now. */
export const MAY_ASK =
  'grant execute on function decisions.obstacle(text, integer, text, timestamptz), decisions.to_decide(text, timestamptz) to <login>'

/** Its own decisions a service keeps; whether they may be taken it asks, and a case for a person it notes. */
export function decides(name: string): string[] {
  const mine = { policy: `${name}_own`, which: `starts_with(decision, '${name}.')` }
  return [
    ...only(
      'decisions.taken',
      'insert (id, decision, version, hash, code, about, facts, outcome, because, at)',
      mine,
    ),
    ...only('decisions.passed', 'insert', mine),
    ...only('decisions.incident', 'select, insert (decision, cause, day)', mine),
    MAY_ASK,
  ]
}
