import { page } from '#core/pages'
import { may } from '#core/people'
import { Empty, Field, Form, Layout, Notice, Prose, Table, When } from '#design'
import { z } from 'zod'
import { proveAtDesk } from '../actions/desk.ts'
import { listWaiting } from '../store.ts'

/** Somebody stands before the desk and wants to be a verified resident. */
export const deskPage = page({
  name: 'residence.desk',
  path: '/residence/desk',
  who: may('residence.verify'),
  assurance: 'substantial',
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
        <p>
          {say('residence.desk.namesake')}{' '}
          <a href="/residence/desk/namesake">{say('residence.namesake')}</a>
        </p>
        <p>
          <a href="/residence/desk/numbers">{say('residence.numbers')}</a>
        </p>
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
