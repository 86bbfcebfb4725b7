import { page } from '#core/pages'
import { may } from '#core/people'
import { reveal } from '#core/vault'
import { Does, Empty, Field, Form, Layout, Notice, Prose, Section, Table, When } from '#design'
import { z } from 'zod'
import { proveAtDesk } from '../actions/desk.ts'
import { letterSent } from '../actions/letter.ts'
import { printLetter } from '../purposes.ts'
import { listWaiting, readLetter } from '../store.ts'

/** Somebody stands before the desk and wants to be a verified resident. */
export const deskPage = page({
  name: 'residence.desk',
  path: '/residence/desk',
  who: may('residence.verify'),
  menu: 83,
  input: z.object({ done: z.string().max(10).optional() }),
  load: ({ input, city }) =>
    Promise.resolve({
      done: input.done === 'yes',
      districts: city.districts.areas.map(({ code, name }) => ({ value: code, text: name })),
    }),
  view: ({ done, districts }, { say }) => (
    <Layout title={say('residence.desk')} lead={say('residence.desk.lead')} narrow>
      {done && <Notice tone="success" title={say('residence.desk.done')} />}
      <Form action={proveAtDesk}>
        <Field name="number" action={proveAtDesk} />
        <Field name="name" action={proveAtDesk} />
        <Field name="birthDate" action={proveAtDesk} />
        <Field name="district" action={proveAtDesk} options={districts} />
        <Field name="document" action={proveAtDesk} />
        <Field name="address" action={proveAtDesk} />
        <Field name="frees" action={proveAtDesk} />
      </Form>
      <Prose>
        <p>{say('residence.desk.kept')}</p>
      </Prose>
    </Layout>
  ),
})

/** Letters that wait to be printed; to whom they go stands on each letter alone. */
export const lettersPage = page({
  name: 'residence.letters',
  path: '/residence/letters',
  who: may('residence.print'),
  menu: 84,
  input: z.object({}),
  load: async ({ tx }) =>
    (await listWaiting(tx)).map(({ id, askedAt }, at) => ({ id, askedAt, number: at + 1 })),
  view: (letters, { say }) => (
    <Layout title={say('residence.letters')} lead={say('residence.letters.lead')}>
      {letters.length === 0 ? (
        <Empty title={say('residence.letters.none')} />
      ) : (
        <Table
          caption={say('residence.letters')}
          quiet
          head={['number', 'asked', 'print'].map((name) => say(`residence.letters.${name}`))}
          rows={letters.map(({ id, askedAt, number }) => [
            say.number(number),
            <When at={askedAt} />,
            <a href={`/residence/letters/${id}`}>{say('residence.letters.open', { number })}</a>,
          ])}
        />
      )}
    </Layout>
  ),
})

/** One letter as it is printed. Looking at it is a reading that stands in the person's folder. */
export const printPage = page({
  name: 'residence.print-page',
  path: '/residence/letters/:letter',
  who: may('residence.print'),
  hidden: true,
  input: z.object({ letter: z.string().min(1).max(60) }),
  reads: { printLetter },
  async load({ input, tx, personal, city, now }) {
    const letter = await readLetter(tx, input.letter)
    if (letter?.state !== 'waiting') return null
    const read = await personal.printLetter(letter.ref, { case: `letter/${letter.id}` })
    return { id: letter.id, until: letter.until, read, url: city.url, now }
  },
  view: (data, { say, city }) => {
    if (!data) {
      return (
        <Layout title={say('residence.letters')} narrow>
          <Empty title={say('residence.no-letter')} />
        </Layout>
      )
    }
    const { read, until, url, now } = data
    const line = (value: (typeof read)[keyof typeof read]) =>
      value ? reveal(value, 'staff-view') : ''
    return (
      <Layout
        title={say('residence.print-page')}
        breadcrumb={[{ href: '/residence/letters', text: say('residence.letters') }]}
        actions={<Does action={letterSent} with={{ letter: data.id }} kind="primary" />}
      >
        <article class="cr-document cr-letter" aria-label={say('residence.print-page')}>
          <address>
            <bdi>{line(read['residence.name'])}</bdi>
            <br />
            <bdi>{line(read['residence.address'])}</bdi>
            <br />
            <bdi>{line(read['residence.postcode'])}</bdi> {city.name}
          </address>
          <p>{say.date(now)}</p>
          <h2>{say('residence.paper.title')}</h2>
          <p>{say('residence.paper.text', { city: city.name, day: say.date(until) })}</p>
          <p class="cr-letter__code">
            <bdi>{line(read['residence.code'])}</bdi>
          </p>
          <p>{say('residence.paper.where', { url: `${url}/residence/code` })}</p>
          <p>{say('residence.paper.not-you')}</p>
        </article>
        <Section title={say('residence.print-page.then')} id="then">
          <Prose>
            <p>{say('residence.print-page.then.text')}</p>
          </Prose>
        </Section>
      </Layout>
    )
  },
})
