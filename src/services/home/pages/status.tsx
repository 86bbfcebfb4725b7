/** How things stand now: pages, vault, databases, and the public record. */
import { page, useHere } from '#core/pages'
import { anyone } from '#core/people'
import { type LogStanding, readLogStanding } from '#core/record'
import { Layout, Notice, Proven, Section, Table, When } from '#design'
import { z } from 'zod'

/** What is not well with the record: a witness has seen another one. */
function Alarm({ alarm }: { alarm: LogStanding['alarm'] }) {
  const { say } = useHere()
  if (!alarm) return null
  return (
    <Notice tone="warning" title={say('home.status.record.alarm')}>
      <p>{say('home.status.record.alarm.text', { witness: alarm.witness, size: alarm.size })}</p>
    </Notice>
  )
}

/** Since when the log stands still, when it was signed last, and who has seen it. */
function Log({ log }: { log: LogStanding }) {
  const { say, now } = useHere()
  const { still, signedAt, witnesses, size, alarm } = log
  return (
    <Section title={say('home.status.record')} id="record">
      {still === null ? (
        <Notice tone="success" title={say('home.status.record.goes')} />
      ) : (
        <Notice
          tone="warning"
          title={say('home.status.record.still', { since: say.date(still, 'dateTime') })}
        >
          <p>{say('home.status.record.still.text')}</p>
        </Notice>
      )}
      <Alarm alarm={alarm} />
      <Proven {...log} proved={size > 0} entries={size}>
        {signedAt === null
          ? say('home.status.record.empty')
          : say('home.status.record.signed', { ago: say.ago(signedAt, now) })}
      </Proven>
      {witnesses.length > 0 && (
        <Table
          caption={say('home.status.record')}
          quiet
          head={[say('home.status.record.witness'), say('home.status.record.cosigned')]}
          rows={witnesses.map(({ name, at }) => [
            <bdi>{name}</bdi>,
            at === null ? say('home.status.record.not') : <When at={at} />,
          ])}
        />
      )}
      <p>
        <a href="/record">{say('home.status.record.link')}</a>
      </p>
    </Section>
  )
}

/** How things stand now, for everybody. */
export const status = page({
  name: 'home.status',
  path: '/status',
  who: anyone,
  input: z.object({ language: z.string().max(10).optional() }),
  load: async ({ health: { vaultDown, database }, now, tx }) => ({
    vaultDown,
    database,
    now,
    log: await readLogStanding(tx, now),
  }),
  view: (data, { say }) => (
    <Layout
      title={say('home.status')}
      lead={say('home.status.lead', { at: say.date(data.now, 'dateTime') })}
      narrow
    >
      <Notice tone="success" title={say('home.status.pages')} />
      {data.vaultDown ? (
        <Notice tone="warning" title={say('home.status.vault-down')}>
          <p>{say('home.status.vault-down.text')}</p>
        </Notice>
      ) : (
        <Notice tone="success" title={say('home.status.vault-up')} />
      )}
      {data.database === 'embedded' && <Notice title={say('home.status.embedded')} />}
      <Log log={data.log} />
    </Layout>
  ),
})
