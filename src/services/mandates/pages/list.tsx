import { page, useHere } from '#core/pages'
import { residents } from '#core/people'
import type { Mandate } from '#core/vault'
import {
  ButtonLink,
  ButtonRow,
  Card,
  CardList,
  Does,
  Empty,
  Layout,
  Prose,
  Section,
  Tag,
} from '#design'
import { z } from 'zod'
import { begin } from '../actions/act.ts'
import { confirm, withdraw } from '../actions/give.ts'

/** The other person as whoever looks calls them. */
const nameOf = ({ name }: Mandate, unnamed: string) => name ?? unnamed

const TONES = {
  offered: 'neutral',
  taken: 'warning',
  asked: 'neutral',
  standing: 'success',
  ended: 'neutral',
} as const

function Facts({ one }: { one: Mandate }) {
  const { say } = useHere()
  const what = say.list(one.scopes.map((scope) => say(`mandates.scope.${scope}`)))
  return (
    <>
      <p>{what}</p>
      <p>
        {one.ended
          ? say('mandates.ended-on', {
              day: say.date(one.ended.at),
              why: say(`mandates.ending.${one.ended.why}`),
            })
          : say('mandates.until', { day: say.date(one.until) })}
      </p>
      {one.evidence && <p>{say('mandates.file', { file: one.evidence })}</p>}
    </>
  )
}

/** Somebody one may act for, with the button to begin. */
function ActFor({ one }: { one: Mandate }) {
  const { say } = useHere()
  const name = nameOf(one, say('mandates.unnamed'))
  return (
    <Card
      title={name}
      eyebrow={say(`mandates.kind.${one.kind}`)}
      tag={<Tag tone={TONES[one.state]}>{say(`mandates.by.${one.state}`)}</Tag>}
    >
      <Facts one={one} />
      {one.state === 'standing' && (
        <Does action={begin} with={{ mandate: one.mandate }} kind="primary" about={name} />
      )}
    </Card>
  )
}

/** Somebody who acts for oneself. */
function ActsForMe({ one }: { one: Mandate }) {
  const { say } = useHere()
  const name = nameOf(one, say('mandates.unnamed'))
  const own = one.kind === 'voluntary' && one.state !== 'ended'
  return (
    <Card
      title={name}
      eyebrow={say(`mandates.kind.${one.kind}`)}
      tag={<Tag tone={TONES[one.state]}>{say(`mandates.for.${one.state}`)}</Tag>}
    >
      <Facts one={one} />
      <ButtonRow>
        {one.state === 'taken' && (
          <Does action={confirm} with={{ mandate: one.mandate }} kind="primary" about={name} />
        )}
        {own && <Does action={withdraw} with={{ mandate: one.mandate }} about={name} />}
      </ButtonRow>
      {one.kind !== 'voluntary' && one.state === 'standing' && <p>{say('mandates.only-desk')}</p>}
    </Card>
  )
}

const split = (all: readonly Mandate[], side: Mandate['side']) => {
  const mine = all.filter((one) => one.side === side)
  return [...mine.filter((one) => !one.ended), ...mine.filter((one) => one.ended)]
}

function ForMe({ all }: { all: readonly Mandate[] }) {
  const { say } = useHere()
  return (
    <Section title={say('mandates.for')} id="for">
      {all.length === 0 ? (
        <Empty title={say('mandates.for.none')} text={say('mandates.for.none.text')} />
      ) : (
        <CardList label={say('mandates.for')}>
          {all.map((one) => (
            <ActsForMe key={one.mandate} one={one} />
          ))}
        </CardList>
      )}
    </Section>
  )
}

/** People who act for oneself, and people one acts for. */
export const listPage = page({
  name: 'mandates.list',
  onBehalf: 'own',
  path: '/mandates',
  who: residents,
  input: z.object({}),
  load: ({ mandates, by }) => mandates.of(by.ref ?? ''),
  view: (all, { say }) => {
    const [forMe, by] = [split(all, 'for'), split(all, 'by')]
    return (
      <Layout
        title={say('mandates.list')}
        lead={say('mandates.list.lead')}
        breadcrumb={[{ href: '/folder', text: say('folder.show') }]}
        actions={<ButtonLink href="/mandates/new">{say('mandates.new')}</ButtonLink>}
      >
        {by.length > 0 && (
          <Section title={say('mandates.by')} id="by">
            <CardList label={say('mandates.by')}>
              {by.map((one) => (
                <ActFor key={one.mandate} one={one} />
              ))}
            </CardList>
          </Section>
        )}
        <ForMe all={forMe} />
        <Section title={say('mandates.invited')} id="invited">
          <Prose>
            <p>{say('mandates.invited.text')}</p>
          </Prose>
          <ButtonRow>
            <ButtonLink href="/mandates/take" kind="secondary">
              {say('mandates.take-page')}
            </ButtonLink>
          </ButtonRow>
        </Section>
      </Layout>
    )
  },
})
