import { type Look, page, useHere } from '#core/pages'
import { may } from '#core/people'
import { reveal } from '#core/vault'
import { Does, Empty, Layout, Prose, Section } from '#design'
import { z } from 'zod'
import { letterSent } from '../actions/letter.ts'
import { printLetter } from '../purposes.ts'
import { readLetter } from '../store.ts'

const reads = { printLetter }

async function load({ input, tx, personal, city, now }: Look<{ letter: string }, typeof reads>) {
  const letter = await readLetter(tx, input.letter)
  if (letter?.state !== 'waiting') return null
  const read = await personal.printLetter(letter.ref, { case: `letter/${letter.id}` })
  return { id: letter.id, until: letter.until, read, url: city.url, now }
}

type Data = NonNullable<Awaited<ReturnType<typeof load>>>

/** What stands on the paper. */
function Paper({ read, until, url, now }: Data) {
  const { say, city } = useHere()
  const line = (value: (typeof read)[keyof typeof read]) =>
    value ? reveal(value, 'staff-view') : ''
  return (
    <article class="cr-document cr-letter" aria-label={say('residence.print-page')}>
      <address>
        <bdi>{line(read['residence.name'])}</bdi>
        <br />
        <bdi>{line(read['residence.homeAddress'])}</bdi>
        <br />
        <bdi>{line(read['residence.postcode'])}</bdi> {city.name}
      </address>
      <p>{say.date(now)}</p>
      <h2>{say('residence.paper.title')}</h2>
      <p>{say('residence.paper.text', { city: city.name, day: say.date(until) })}</p>
      <p class="cr-letter__code">
        <bdi>{line(read['residence.letterCode'])}</bdi>
      </p>
      <p>{say('residence.paper.where', { url: `${url}/residence/code` })}</p>
      <p>{say('residence.paper.not-you')}</p>
    </article>
  )
}

/** One letter as it is printed. Looking at it is a reading that stands in the person's folder. */
export const printPage = page({
  name: 'residence.print-page',
  path: '/residence/letters/:letter',
  who: may('residence.print'),
  hidden: true,
  input: z.object({ letter: z.string().min(1).max(60) }),
  reads,
  load,
  view: (data, { say }) => (
    <Layout
      title={say('residence.print-page')}
      breadcrumb={[{ href: '/residence/letters', text: say('residence.letters') }]}
      actions={data && <Does action={letterSent} with={{ letter: data.id }} kind="primary" />}
    >
      {data ? <Paper {...data} /> : <Empty title={say('residence.no-letter')} />}
      {data && (
        <Section title={say('residence.print-page.then')} id="then">
          <Prose>
            <p>{say('residence.print-page.then.text')}</p>
          </Prose>
        </Section>
      )}
    </Layout>
  ),
})
