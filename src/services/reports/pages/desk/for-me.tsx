/** Notes that name whoever looks, or a unit they work for. */
import { z } from 'zod'
import { page, useHere } from '#core/pages'
import { may } from '#core/people'
import { Card, CardList, Does, Empty, Layout, Section, When, Words } from '#design'
import { seeMention, wishLetters } from '../../actions/index.ts'
import { whoseOf } from '../../actions/notes.ts'
import { wantsLetters } from '../../store/colleagues.ts'
import { listMentions } from '../../store/mentions.ts'
import { namesOf } from '../parts/names.ts'

/** Those not seen yet first. */
export const forMe = page({
  name: 'reports.desk.for-me',
  path: '/reports/desk/for-me',
  who: may('reports.read'),
  input: z.object({}),
  async load({ tx, by, city, language }) {
    const names = namesOf(city, language)
    const found = await listMentions(tx, whoseOf(by))
    return {
      mentions: found.map((one) => ({
        ...one,
        categoryName: names.category(one.category),
        unitName: names.unit(one.unit),
      })),
      letters: await wantsLetters(tx, by.ref ?? ''),
    }
  },
  view: (data) => <ForMeView {...data} />,
})

type ForMeData = Awaited<ReturnType<typeof forMe.load>>
type Mention = ForMeData['mentions'][number]

function One({ one }: { one: Mention }) {
  const { say } = useHere()
  const { number, event, badge, unitName, at, seenAt, text, categoryName } = one
  return (
    <Card
      title={categoryName}
      level={3}
      eyebrow={<a href={`/reports/desk/${number}/notes`}>{number}</a>}
      foot={
        <>
          <bdi>{badge ?? ''}</bdi> · <When at={at} style="ago" />
          {unitName ? ` · ${say('reports.forMe.unit', { unit: unitName })}` : ''}
        </>
      }
    >
      <Words text={text} />
      {seenAt === null && <Does action={seeMention} with={{ note: event }} about={number} />}
    </Card>
  )
}

function Group({ all, which }: { all: readonly Mention[]; which: 'open' | 'seen' }) {
  const { say } = useHere()
  if (all.length === 0) return null
  return (
    <Section title={say(`reports.forMe.${which}`)} id={which}>
      <CardList stacked label={say(`reports.forMe.${which}`)}>
        {all.map((one) => (
          <One key={`${one.event} ${one.unit}`} one={one} />
        ))}
      </CardList>
    </Section>
  )
}

function ForMeView({ mentions, letters }: ForMeData) {
  const { say } = useHere()
  return (
    <Layout
      title={say('reports.desk.for-me')}
      lead={say('reports.forMe.lead')}
      breadcrumb={[{ href: '/reports/desk', text: say('reports.desk') }]}
      narrow
    >
      {mentions.length === 0 && <Empty title={say('reports.forMe.none')} />}
      <Group all={mentions.filter(({ seenAt }) => seenAt === null)} which="open" />
      <Group all={mentions.filter(({ seenAt }) => seenAt !== null)} which="seen" />
      <Section title={say('reports.forMe.letters')} id="letters">
        <p>{say(letters ? 'reports.forMe.letters.on' : 'reports.forMe.letters.off')}</p>
        <Does
          action={wishLetters}
          with={letters ? {} : { wish: 'yes' }}
          label={letters ? 'reports.forMe.letters.stop' : 'reports.forMe.letters.start'}
        />
      </Section>
    </Layout>
  )
}
