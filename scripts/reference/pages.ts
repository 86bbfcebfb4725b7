/** The reference: what people may do and see, said so that a change of it is seen in a diff. */
import type { Declared, DeclaredAction } from '#core/pages'
import type { Say } from '#core/text'
import { codes, document, table } from './markdown.ts'

type Page = (declared: Declared, say: Say) => string

/** The fields of a JSON Schema in one line: `title`, and `title?` when it may be left out. */
function fields(schema: object): string[] {
  const { properties = {}, required = [] } = schema as { properties?: object; required?: string[] }
  return Object.keys(properties).map((name) => (required.includes(name) ? name : `${name}?`))
}

function rulesOf(action: DeclaredAction): string[] {
  return action.rules.map(
    ({ says, law, reasons }) => `- Rule: ${says} (${law}) Refuses: ${codes(reasons)}`,
  )
}

/** What is asked for beyond being signed in. */
function demanded({ assurance, fresh }: DeclaredAction['demand']): string[] {
  const asks = [
    ...(assurance ? [`at least \`${assurance}\``] : []),
    ...(fresh ? ['shown lately'] : []),
  ]
  return asks.length > 0 ? [`- Proof of who it is: ${asks.join(', ')}`] : []
}

function oneAction(action: DeclaredAction, say: Say): string {
  const facts: [string, readonly string[]][] = [
    ['Takes', fields(action.input)],
    ['Answers', fields(action.output)],
    ['Reads personal data for', action.reads],
    ['Keeps personal data for', action.keeps],
    ['Writes on the public record', action.records],
    ['Lets decide', action.decides],
  ]
  return [
    `### ${action.name}`,
    '',
    `\`POST ${action.path}\` – ${say(action.name)}`,
    '',
    `- Who: ${say(action.who)} (\`${action.policy}\`)`,
    ...demanded(action.demand),
    ...rulesOf(action),
    ...facts
      .filter(([, names]) => names.length > 0)
      .map(([what, names]) => `- ${what}: ${codes(names)}`),
  ].join('\n')
}

const byService = (declared: Declared, part: (service: string) => readonly string[]) =>
  declared.services.flatMap(({ name }) => {
    const parts = part(name)
    return parts.length > 0 ? [`## ${name}`, ...parts] : []
  })

const actions: Page = (declared, say) =>
  document(
    'Actions',
    'Everything that can change the city. Each is a form and, below `/api`, JSON with the same path.',
    byService(declared, (service) =>
      declared.actions.filter((one) => one.service === service).map((one) => oneAction(one, say)),
    ),
  )

const pages: Page = (declared, say) =>
  document('Pages', 'Everything that can be looked at. Each also answers JSON below `/api`.', [
    table(
      ['page', 'path', 'title', 'who', 'also as', 'reads personal data for'],
      declared.pages.map((page) => [
        `\`${page.name}\``,
        `\`${page.path}\``,
        say(page.name),
        say(page.who),
        codes(page.also),
        codes(page.reads),
      ]),
    ),
  ])

const permissions: Page = (declared, say) => {
  const doors = [...declared.actions, ...declared.pages]
  const policies = [...Map.groupBy(doors, ({ policy }) => policy)].toSorted(([a], [b]) =>
    a < b ? -1 : 1,
  )
  return document(
    'Permissions',
    'Who may try what. Roles and their permissions are the city’s own (`city.json`).',
    policies.map(([policy, open]) => {
      const names = (list: readonly { name: string; policy: string }[]) =>
        codes(list.filter((one) => one.policy === policy).map(({ name }) => name))
      return [
        `## ${policy}`,
        say(open[0]?.who ?? ''),
        `- may do: ${names(declared.actions)}\n- may look at: ${names(declared.pages)}`,
      ].join('\n\n')
    }),
  )
}

const purposes: Page = (declared, say) =>
  document(
    'Purposes',
    'Why personal data are read, by whom and until when. Nothing else is read.',
    declared.purposes.map((one) =>
      [
        `## ${one.id}, version ${one.version}\n`,
        `${say(`purpose.${one.id}.title`)}. ${say(`purpose.${one.id}.why`)}\n`,
        `- fields: ${codes(one.fields)}`,
        `- legal basis: GDPR Art. ${one.gdpr}, ${one.law}`,
        `- scope: ${one.scope}; read by: ${codes(one.actors)}; told to: ${one.recipients.join(', ') || 'nobody'}`,
        `- kept: ${one.retention}`,
      ].join('\n'),
    ),
  )

const decisions: Page = (declared) =>
  document('Decisions', 'What a machine may decide: the public register of algorithms.', [
    table(
      ['decision', 'version', 'says', 'law', 'contest at'],
      declared.decisions.map((one) => [
        `\`${one.name}\``,
        String(one.version),
        one.says,
        one.law,
        `\`${one.contestAt}\``,
      ]),
    ),
  ])

const entries: Page = (declared, say) =>
  document('Record entries', 'What the public record says, and with which facts. Never a person.', [
    table(
      ['entry', 'facts', 'sentence'],
      declared.entries.map((one) => [
        `\`${one.name}\``,
        codes(fields(one.body)),
        sentence(say, `entry.${one.name}`, blanks(one.body)),
      ]),
    ),
  ])

/** A sentence that cannot be read is a fault of its own (scripts/texts.ts) and does not stop the reference. */
function sentence(say: Say, key: string, values: Record<string, string>): string {
  try {
    return say.has(key) ? say(key, values) : '–'
  } catch {
    return '–'
  }
}

/** Every fact as its own name, to show a sentence without an occasion. */
function blanks(body: object): Record<string, string> {
  return Object.fromEntries(
    fields(body).map((name) => [name.replace('?', ''), `‹${name.replace('?', '')}›`]),
  )
}

const jobs: Page = (declared) =>
  document('Jobs', 'What happens later or on schedule.', [
    table(
      ['job', 'schedule'],
      declared.jobs.map((one) => [
        `\`${one.name}\``,
        one.every ? `\`${one.every}\`` : 'when asked for',
      ]),
    ),
  ])

/** Every page of the reference by its file name. */
export const referencePages: Readonly<Record<string, Page>> = {
  'actions.md': actions,
  'pages.md': pages,
  'permissions.md': permissions,
  'purposes.md': purposes,
  'decisions.md': decisions,
  'entries.md': entries,
  'jobs.md': jobs,
}
