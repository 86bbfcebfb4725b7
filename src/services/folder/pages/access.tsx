import { page } from '#core/pages'
import { dateIn, FEWEST, nextPeriod, Refusal } from '#core/kernel'
import { residents } from '#core/people'
import { ButtonLink, Code, Layout, Notice, Prose, Section, Summary, When } from '#design'
import type { Say } from '#core/text'
import { type Access, basisIn } from '#core/vault'
import { CaseLink, caseOf, listAbout } from '#services/protection'
import { z } from 'zod'
import {
  denial,
  fieldsIn,
  inUnit,
  purposeTitle,
  reasonLabel,
  reasonOf,
  sentence,
  serviceName,
} from '../naming.ts'
import { AskAbout } from './contests.tsx'

const which = z.object({ access: z.uuid() })

/** The proof, or why there is none: its batch waits for its place, or its salt was erased. */
async function proofOf(ask: () => Promise<string | undefined>) {
  try {
    const file = await ask()
    return { file, erased: false }
  } catch (failure) {
    if (failure instanceof Refusal && failure.kind === 'not-found')
      return { file: undefined, erased: true }
    throw failure
  }
}

function rowsOf(access: Access, say: Say) {
  const { basis, shownFrom } = access
  const about = caseOf(access, say)
  const row = (key: string, value: string | null) =>
    value ? [{ key: say(`folder.access.${key}`), value: <bdi>{value}</bdi> }] : []
  return [
    { key: say('folder.access.at'), value: <When at={access.at} /> },
    ...row('purpose', purposeTitle(access.purpose, say)),
    ...row('service', serviceName(access.module, say)),
    ...row('fields', fieldsIn(access.fields, say)),
    ...(about ? [{ key: say('folder.access.case'), value: <CaseLink about={about} /> }] : []),
    ...(access.reason
      ? [{ key: reasonLabel(access, say), value: <bdi>{reasonOf(access.reason, say)}</bdi> }]
      : []),
    ...row('basis', basis && basisIn(basis, say)),
    ...row('shown', shownFrom ? say('folder.delayed', { from: say.date(shownFrom) }) : null),
    ...row('number', access.id),
  ]
}

/** Whether there is a proof now; else with the end of which day it is looked at next. */
type Standing =
  | { readonly state: 'ready' | 'erased' }
  | { readonly state: 'tonight' | 'held'; readonly day: string }
type Proof = Readonly<{ id: string; proof: Standing; say: Say }>

/** Fewer readings than ten of a day are sealed together with those of its week, month or year. */
function waiting(at: string, { now, zone }: { now: string; zone: string }): Standing {
  const { name, to } = nextPeriod(dateIn(at, zone), dateIn(now, zone))
  return { state: name === 'day' ? 'tonight' : 'held', day: to }
}

function Waiting({ proof, say }: Omit<Proof, 'id'>) {
  const day = 'day' in proof ? say.date(`${proof.day}T12:00:00.000Z`, 'long') : ''
  return (
    <Prose>
      <p>{say(`folder.proof.${proof.state}`, { day, fewest: FEWEST })}</p>
    </Prose>
  )
}

/** The proof to take away, and how to check it without this city. */
function ProofSection({ id, proof, say }: Proof) {
  const name = `access-${id}.tlog-proof`
  return (
    <Section title={say('folder.proof')} id="proof">
      {proof.state === 'ready' ? (
        <>
          <p>
            <ButtonLink href={`/folder/accesses/${id}/proof`}>
              {say('folder.proof.take')}
            </ButtonLink>
          </p>
          <Prose>
            <p>
              {say('folder.proof.text')} <a href="/record/check">{say('folder.proof.check')}</a>
            </p>
          </Prose>
          <Code text={`./bin/cityright verify ${name} --policy policy.txt`} />
        </>
      ) : (
        <Waiting proof={proof} say={say} />
      )}
    </Section>
  )
}

/** One reading, explained, with what proves it. */
export const accessPage = page({
  name: 'folder.access',
  onBehalf: 'folder',
  path: '/folder/accesses/:access',
  who: residents,
  input: which,
  async load({ input, folder, city, language, tx, now }) {
    const [found] = await folder.accesses({ id: input.access, limit: 1 })
    if (!found) throw new Refusal('not-found', ['folder.no-access'])
    const { file, erased } = await proofOf(() => folder.proof(found.id))
    const missing = erased
      ? ({ state: 'erased' } as const)
      : waiting(found.at, { now, zone: city.zone })
    const proof: Standing = file === undefined ? missing : { state: 'ready' }
    const standing = await listAbout(tx, [found.id])
    return { access: inUnit(found, city, language), proof, standing } as const
  },
  view: ({ access, proof, standing }, { say }) => (
    <Layout
      title={say('folder.access')}
      lead={sentence(access, say)}
      breadcrumb={[{ href: '/folder', text: say('folder.show') }]}
    >
      {access.outcome === 'denied' && (
        <Notice tone="warning" title={say('folder.denied')}>
          <p>{denial(access, say)}</p>
          <p>{say('folder.denied.text')}</p>
        </Notice>
      )}
      {access.emergency && (
        <Notice tone="warning" title={say('folder.emergency')}>
          <p>{say('folder.emergency.text')}</p>
        </Notice>
      )}
      <Summary rows={rowsOf(access, say)} />
      <AskAbout id={access.id} standing={standing} say={say} />
      <ProofSection id={access.id} proof={proof} say={say} />
    </Layout>
  ),
})

/** The proof of one reading as a file (C2SP tlog-proof). */
export const proofFile = page({
  name: 'folder.access-proof',
  onBehalf: 'folder',
  path: '/folder/accesses/:access/proof',
  who: residents,
  input: which,
  async load({ input, folder }) {
    const [found] = await folder.accesses({ id: input.access, limit: 1 })
    const { file } = await proofOf(async () => found && folder.proof(found.id))
    if (file === undefined) throw new Refusal('not-found', ['folder.no-proof'])
    return { id: input.access, file }
  },
  sends: ({ id, file }) => ({
    type: 'text/plain; charset=utf-8',
    name: `access-${id}.tlog-proof`,
    text: file,
  }),
  view: () => {
    throw new Error('the proof is a file')
  },
})
