/** The versions of what decides: which one does now, which were before, and the way back. */
import { listVersions, type VersionKnown } from '#core/decisions'
import { Refusal } from '#core/kernel'
import { page, useHere } from '#core/pages'
import { Empty, Form, Layout, Notice, Section, Table } from '#design'
import { z } from 'zod'
import { goBack } from '../actions/back.ts'
import { stoppers } from '../actions/reviewing.ts'
import { findEntry } from '../store/entries.ts'
import { languagesFor, titlesOf } from '../known.ts'
import { wordsIn } from '../model.ts'
import { dayOf, trail } from './parts.tsx'

/** From when until when, in words. */
function Times({ times }: Pick<VersionKnown, 'times'>) {
  const { say } = useHere()
  if (times.length === 0) return <>{say('algorithms.versions.never')}</>
  const spans = times.map(({ since, until }) => {
    const from = dayOf(say, since)
    return until === null
      ? say('algorithms.versions.since', { from })
      : say('algorithms.versions.span', { from, to: dayOf(say, until) })
  })
  return <>{say.list(spans)}</>
}

function Way({ name, one, from }: { name: string; one: VersionKnown; from: number }) {
  const { say } = useHere()
  const { version, says } = one
  return (
    <Section title={say('algorithms.versions.back', { version })} id={`back-${version}`}>
      <p dir="auto" lang="en">
        {says}
      </p>
      <p>
        <a href={`/algorithms/${name}/replay?version=${from}&by=${version}`}>
          {say('algorithms.versions.first', { version })}
        </a>
      </p>
      <Form
        action={goBack}
        with={{ name, from: String(from), version: String(version) }}
        fields={['reason']}
      />
    </Section>
  )
}

/** Every version the register knows, for whoever may stop it. */
export const versionsPage = page({
  name: 'algorithms.versions',
  path: '/algorithms/:name/versions',
  who: stoppers,
  input: z.object({ name: z.string().max(100), language: z.string().max(10).optional() }),
  async load({ input, tx, now, city, language }) {
    const versions = await listVersions(tx, input.name, now)
    if (versions.length === 0) throw new Refusal('not-found', ['no-such-algorithm'])
    const entry = await findEntry(tx, input.name, ['published'])
    const words = wordsIn(entry?.document ?? {}, languagesFor(city, language))
    return { name: input.name, words, versions }
  },
  view: ({ name, words, versions }, { say }) => {
    const { title } = titlesOf(name, words, say)
    const inForce = versions.find(({ bar }) => bar === 'in-force')?.version
    const open = versions.filter(({ bar }) => bar === null)
    return (
      <Layout
        title={say('algorithms.versions')}
        lead={say('algorithms.versions.lead')}
        breadcrumb={trail(say, { href: `/algorithms/${name}`, text: title })}
      >
        <Table
          caption={title}
          head={['version', 'times', 'bar', 'hash'].map((one) => say(`algorithms.versions.${one}`))}
          rows={versions.map(({ version, times, hash, bar }) => {
            const word = bar ?? 'none'
            return [
              say('algorithms.version', { version }),
              <Times times={times} />,
              say(`algorithms.bar.${word}`),
              <bdi>{hash.slice(0, 16)}</bdi>,
            ]
          })}
        />
        {open.length === 0 && (
          <Empty
            title={say('algorithms.versions.none')}
            text={say('algorithms.versions.none.text')}
          />
        )}
        {inForce !== undefined &&
          open.map((one) => <Way key={one.version} name={name} one={one} from={inForce} />)}
        <Notice title={say('algorithms.versions.forward')} />
      </Layout>
    )
  },
})
