/** One entry as a page: plain words first, then its place and its proof, then the bytes. */
import { aboutText, useHere } from '#core/pages'
import { Code, Details, Layout, Section, Summary, type SummaryRow, When } from '#design'
import type { EntryData } from './entry.tsx'
import { addressOf } from './parts/asked.ts'
import { actor, factsIn, kindName, sentence } from './parts/naming.ts'
import { Proof } from './parts/proof.tsx'

/** When, who, about what, and the facts; what is sealed comes last, with what that means. */
function useRows(entry: EntryData): SummaryRow[] {
  const { say } = useHere()
  const facts = factsIn(entry, entry.declared, say)
  const open = facts.filter(({ hash }) => hash === null)
  const hashed = facts.filter(({ hash }) => hash !== null)
  const about = entry.subject && <a href={entry.subject}>{aboutText(entry, say)}</a>
  return [
    { key: say('record.at'), value: <When at={entry.at} /> },
    { key: say('record.by'), value: actor(entry, say) },
    ...(about ? [{ key: say('record.about'), value: about }] : []),
    ...open.map(({ label, value }) => ({ key: label, value: <bdi>{value}</bdi> })),
    ...hashed.map(({ label, value, hash }) => ({
      key: label,
      value: (
        <>
          {say(`record.hash.${hash}`)} <Code text={value} inline />
        </>
      ),
    })),
  ]
}

/** The entries before and after it about the same, and all of them. */
function Around({ older, newer, subject, ...entry }: EntryData) {
  const { say } = useHere()
  if (subject === null) return null
  const about = aboutText({ subject, about: entry.about }, say)
  const rows = [
    { name: 'newer', found: newer },
    { name: 'older', found: older },
  ].flatMap(({ name, found }) =>
    found.map((one) => ({
      key: say(`record.${name}`),
      value: (
        <>
          <a href={`/record/${one.id}`}>{sentence(one, say)}</a> <When at={one.at} />
        </>
      ),
    })),
  )
  return (
    <Section title={say('record.around', { about })} id="around">
      {rows.length > 0 && <Summary rows={rows} />}
      <p>
        <a href={addressOf('/record', { subject })}>{say('record.around.all', { about })}</a>
      </p>
    </Section>
  )
}

/** One entry as a page. */
export function EntryView(entry: EntryData) {
  const { say } = useHere()
  return (
    <Layout
      title={sentence(entry, say)}
      eyebrow={kindName(entry.kind, say)}
      breadcrumb={[{ href: '/record', text: say('record.show') }]}
    >
      <Summary rows={useRows(entry)} />
      <Proof id={entry.id} place={entry.place} />
      <Around {...entry} />
      <Details summary={say('record.bytes')}>
        <p>{say('record.bytes.text')}</p>
        <Code text={entry.bytes} />
        <p>{say('record.bytes.leaf')}</p>
        <Code text={entry.leaf} />
      </Details>
    </Layout>
  )
}
