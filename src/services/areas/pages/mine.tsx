/** One's own area, by the secret in every letter: confirm, change, renew, end. */
import { Refusal } from '#core/kernel'
import { page, useHere } from '#core/pages'
import { anyone, residents } from '#core/people'
import {
  ButtonLink,
  ButtonRow,
  Card,
  CardList,
  Does,
  Empty,
  Field,
  Form,
  Layout,
  Notice,
  Section,
  When,
} from '#design'
import { z } from 'zod'
import { confirmed, leave, renew, wish } from '../actions.ts'
import { askedOf } from '../model.ts'
import { named, nameOf } from '../naming.ts'
import { listOwn, readByCode } from '../store.ts'
import { linkTo } from '#services/reports'

const input = z.object({ code: z.string().max(60), language: z.string().max(10).optional() })

/** The page of one area. */
export const minePage = page({
  name: 'areas.mine',
  path: '/areas/mine/:code',
  who: anyone,
  hidden: true,
  input,
  async load({ input: { code }, tx, city, language }) {
    const found = await readByCode(tx, code)
    if (!found) throw new Refusal('not-found', ['areas.no-such-area'])
    const { state, rhythm, endsOn } = found
    const list = linkTo('/reports', askedOf(found))
    return { code, area: named(found, city, language), state, rhythm, endsOn, list }
  },
  view: (data) => <MineView {...data} />,
})
type Data = Awaited<ReturnType<typeof minePage.load>>

function MineView({ code, area, state, rhythm, endsOn, list }: Data) {
  const { say } = useHere()
  const name = nameOf(area, say)
  const breadcrumb = [{ href: '/areas', text: say('areas.choose') }]
  if (state === 'asked')
    return (
      <Layout title={say('areas.confirm')} lead={name} breadcrumb={breadcrumb} narrow>
        <p>{say('areas.confirm.text')}</p>
        <Does action={confirmed} with={{ code }} kind="primary" />
      </Layout>
    )
  return (
    <Layout title={say('areas.mine')} lead={name} breadcrumb={breadcrumb} narrow>
      <Notice tone="success" title={say('areas.mine.on')}>
        <p>
          {say('areas.mine.until')} <When at={endsOn} style="date" />
        </p>
        <p>
          <a href={list}>{say('areas.mine.list')}</a>
        </p>
      </Notice>
      <Form action={wish} with={{ code }}>
        <Field name="rhythm" value={rhythm} />
      </Form>
      <Section title={say('areas.mine.end')} id="end">
        <p>{say('areas.mine.end.text')}</p>
        <ButtonRow>
          <Does action={renew} with={{ code }} kind="secondary" />
          <ButtonLink href={`/areas/mine/${code}/leave`} kind="secondary">
            {say('areas.leave')}
          </ButtonLink>
        </ButtonRow>
      </Section>
    </Layout>
  )
}

/** Asks once more before it ends. */
export const leavingPage = page({
  name: 'areas.leaving',
  path: '/areas/mine/:code/leave',
  who: anyone,
  hidden: true,
  input,
  async load({ input: { code }, tx, city, language }) {
    const found = await readByCode(tx, code)
    if (!found) throw new Refusal('not-found', ['areas.no-such-area'])
    return { code, area: named(found, city, language) }
  },
  view: ({ code, area }, { say }) => (
    <Layout
      title={say('areas.leaving')}
      lead={nameOf(area, say)}
      breadcrumb={[{ href: `/areas/mine/${code}`, text: say('areas.mine') }]}
      narrow
    >
      <p>{say('areas.leaving.text')}</p>
      <Does action={leave} with={{ code }} kind="danger" />
    </Layout>
  ),
})

/** Everything one follows, signed in. */
export const ownPage = page({
  name: 'areas.own',
  path: '/areas/mine',
  who: residents,
  input: z.object({}),
  async load({ tx, by, city, language }) {
    const all = await listOwn(tx, by.ref ?? '')
    return {
      areas: all.map((one) => ({
        code: one.code,
        area: named(one, city, language),
        state: one.state,
        rhythm: one.rhythm,
        endsOn: one.endsOn,
      })),
    }
  },
  view: ({ areas }, { say }) => (
    <Layout
      title={say('areas.own')}
      lead={say('areas.own.lead')}
      breadcrumb={[{ href: '/folder', text: say('folder.show') }]}
      actions={<ButtonLink href="/areas">{say('areas.choose')}</ButtonLink>}
      narrow
    >
      {areas.length === 0 && <Empty title={say('areas.own.none')} />}
      <CardList stacked label={say('areas.own')}>
        {areas.map((one) => (
          <Card
            key={one.code}
            title={nameOf(one.area, say)}
            href={`/areas/mine/${one.code}`}
            level={2}
          >
            {say(one.state === 'asked' ? 'areas.own.asked' : `areas.wish.rhythm.${one.rhythm}`)}
            {' · '}
            {say('areas.mine.until')} <When at={one.endsOn} style="date" />
          </Card>
        ))}
      </CardList>
    </Layout>
  ),
})
