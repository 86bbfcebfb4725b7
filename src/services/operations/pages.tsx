import { countJobs, listDead } from '#core/jobs'
import { Refusal } from '#core/kernel'
import { page } from '#core/pages'
import { anyone, may } from '#core/people'
import {
  ButtonRow,
  Card,
  CardList,
  Details,
  Does,
  Empty,
  Layout,
  Notice,
  Section,
  Stats,
  Table,
  When,
  Words,
} from '#design'
import type { Say } from '#core/text'
import { z } from 'zod'
import { giveUp, tryAgain } from './actions.ts'

/** What protects the data of this city, and what does not: said to whoever can change it. */
function Walls({ say, logins, escrow }: { say: Say; logins: string; escrow: string }) {
  const tone = (good: boolean) => (good ? 'success' : 'warning')
  return (
    <Section title={say('operations.walls')}>
      <Notice tone={tone(logins === 'each')} title={say('operations.walls.logins', { logins })} />
      <Notice
        tone={tone(escrow === 'rehearsed' || escrow === 'elsewhere')}
        title={say('operations.walls.escrow', { escrow })}
      />
    </Section>
  )
}

export const operationsPage = page({
  name: 'operations.show',
  path: '/operations',
  who: may('operations.manage'),
  menu: 90,
  input: z.object({ language: z.string().max(10).optional() }),
  async load({ tx, health: { logins, escrow = 'unknown' } }) {
    return { dead: await listDead(tx), counts: await countJobs(tx), logins, escrow }
  },
  view: (data, { say }) => (
    <Layout title={say('operations.show')} lead={say('operations.show.lead')} wide>
      <Walls say={say} logins={data.logins} escrow={data.escrow} />
      <Stats
        items={[
          { label: say('operations.count.waiting'), value: data.counts.waiting },
          { label: say('operations.count.running'), value: data.counts.running },
          { label: say('operations.count.dead'), value: data.counts.dead },
        ]}
      />
      {data.dead.length === 0 ? (
        <Empty title={say('operations.none')} text={say('operations.none.text')} />
      ) : (
        <Table
          caption={say('operations.dead')}
          head={['job', 'asked', 'died', 'attempts', 'failure', 'what'].map((name) =>
            say(`operations.column.${name}`),
          )}
          numeric={[3]}
          rows={data.dead.map((job) => [
            <bdi>{job.name}</bdi>,
            <When at={job.askedAt} />,
            <When at={job.diedAt} />,
            say.number(job.attempts),
            <Details summary={say('operations.failure')}>
              <bdi>{job.failure}</bdi>
            </Details>,
            <ButtonRow>
              <Does action={tryAgain} with={{ job: job.id }} about={job.name} />
              <Does action={giveUp} with={{ job: job.id }} kind="danger" about={job.name} />
            </ButtonRow>,
          ])}
        />
      )}
    </Layout>
  ),
})

export const mailboxPage = page({
  name: 'operations.mailbox',
  path: '/dev/mail',
  who: anyone,
  input: z.object({ language: z.string().max(10).optional() }),
  async load({ city, letters }) {
    if (!city.sampleCity) throw new Refusal('not-found', ['no-such-page'])
    return { letters: await letters() }
  },
  view: (data, { say }) => (
    <Layout title={say('operations.mailbox')} lead={say('operations.mailbox.lead')}>
      {data.letters.length === 0 && <Empty title={say('operations.mailbox.none')} />}
      <CardList stacked label={say('operations.mailbox')}>
        {data.letters.map((letter) => (
          <Card
            key={letter.id}
            level={2}
            title={letter.subject}
            eyebrow={<bdi>{letter.to}</bdi>}
            foot={<When at={letter.at} />}
          >
            <Words text={letter.text} />
          </Card>
        ))}
      </CardList>
    </Layout>
  ),
})
