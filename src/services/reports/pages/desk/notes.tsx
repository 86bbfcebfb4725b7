/** The notes of one report: what officials wrote for each other, and the way to name a colleague. */
import { z } from 'zod'
import { page, useHere } from '#core/pages'
import { may } from '#core/people'
import {
  Card,
  CardList,
  Details,
  Does,
  Empty,
  Field,
  Form,
  Layout,
  Section,
  Tag,
  When,
  Words,
} from '#design'
import { correctNote, note, withdrawNote } from '../../actions/index.ts'
import { fellowsOf } from '../../notes/colleagues.ts'
import { listNotes } from '../../notes/store.ts'
import { known } from '../../store/one.ts'
import { readForDesk } from '../parts/at-desk.ts'
import { namesOf, unitsOf } from '../parts/names.ts'

/** Notes, the newest first, each with what it said before; and who may be named. */
export const deskNotes = page({
  name: 'reports.desk.notes',
  path: '/reports/desk/:number/notes',
  who: may('reports.read'),
  input: z.object({ number: z.string().max(20) }),
  async load({ input, tx, by, city, language }) {
    const { report, timeline } = await readForDesk(tx, by, input.number)
    const kept = await listNotes(tx, known(report.number))
    const names = namesOf(city, language)
    const fellows = await fellowsOf(tx, { city, language }, report.unit)
    const units = unitsOf(city, language)
    const mine = by.actor.badge
    return {
      number: report.number,
      notes: timeline
        .filter(({ kind }) => kind === 'noted')
        .map(({ id, at, badge, unit, text }) => {
          const trace = kept.find(({ event }) => event === id)
          return {
            id,
            at,
            badge,
            unitName: names.unit(unit),
            text: text ?? '',
            own: trace !== undefined && trace.official === (by.ref ?? 'operator'),
            withdrawnAt: trace?.withdrawnAt ?? null,
            before: trace?.before ?? [],
          }
        })
        .toReversed(),
      callable: [
        ...fellows
          .filter(({ badge }) => badge !== mine)
          .map(({ badge, role }) => ({ value: `badge:${badge}`, text: `${role} · ${badge}` })),
        ...units.map(({ code, name }) => ({ value: `unit:${code}`, text: name })),
      ],
    }
  },
  view: (data) => <NotesView {...data} />,
})

type NotesData = Awaited<ReturnType<typeof deskNotes.load>>
type Noted = NotesData['notes'][number]

function Before({ before }: Noted) {
  const { say } = useHere()
  if (before.length === 0) return null
  return (
    <Details summary={say('reports.notes.before', { count: before.length })}>
      {before.map(({ text, at }) => (
        <div key={at}>
          <When at={at} style="dateTime" />
          <Words text={text} />
        </div>
      ))}
    </Details>
  )
}

function Naming({ callable }: Pick<NotesData, 'callable'>) {
  const { say } = useHere()
  return (
    <Details summary={say('reports.notes.name')}>
      <Field name="named" options={callable} optional={false} />
    </Details>
  )
}

function Own({ number, one }: { number: string; one: Noted }) {
  const { say, problem } = useHere()
  if (!one.own || one.withdrawnAt !== null) return null
  const given = { number, note: one.id }
  const again = problem?.action === correctNote.name && problem.values['note'] === one.id
  return (
    <>
      <Details summary={say('reports.notes.correct')} open={again}>
        <Form action={correctNote} with={given} kind="secondary">
          <Field name="text" value={one.text} />
        </Form>
      </Details>
      <Does action={withdrawNote} with={given} about={say.date(one.at, 'dateTime')} />
    </>
  )
}

function One({ number, one }: { number: string; one: Noted }) {
  const { say } = useHere()
  return (
    <Card
      title={say.date(one.at, 'dateTime')}
      level={3}
      eyebrow={<bdi>{[one.unitName, one.badge].filter(Boolean).join(' · ')}</bdi>}
      {...(one.withdrawnAt ? { tag: <Tag>{say('reports.notes.withdrawn')}</Tag> } : {})}
    >
      <Words text={one.text} />
      <Before {...one} />
      <Own number={number} one={one} />
    </Card>
  )
}

function NotesView({ number, notes, callable }: NotesData) {
  const { say, by } = useHere()
  return (
    <Layout
      title={say('reports.notes.title', { number })}
      lead={say('reports.notes.lead')}
      breadcrumb={[
        { href: '/reports/desk', text: say('reports.desk') },
        { href: `/reports/desk/${number}`, text: number },
      ]}
      narrow
    >
      {by?.permissions.includes('reports.note') && (
        <Form action={note} with={{ number }}>
          <Field name="text" />
          <Naming callable={callable} />
        </Form>
      )}
      {notes.length === 0 ? (
        <Empty title={say('reports.notes.none')} />
      ) : (
        <Section title={say('reports.notes')} id="notes">
          <CardList stacked label={say('reports.notes')}>
            {notes.map((one) => (
              <One key={one.id} number={number} one={one} />
            ))}
          </CardList>
        </Section>
      )}
    </Layout>
  )
}
