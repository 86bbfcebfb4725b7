/** What everybody may know: what can be asked, how long it takes, and how well the city keeps to it. */
import { addDays, dateIn } from '#core/kernel'
import { page } from '#core/pages'
import { anyone } from '#core/people'
import { ButtonLink, ButtonRow, Layout, Prose, Section, Stats } from '#design'
import { z } from 'zod'
import { kinds } from '../model/kinds.ts'
import { countYear } from '../store/round.ts'

/** Fewer requests than this are not told apart (privacy-record.md 3.3). */
const FEWEST = 10

/** What can be asked, and the city's numbers. */
export const showPage = page({
  name: 'protection.show',
  path: '/protection',
  who: anyone,
  input: z.object({}),
  async load({ tx, now, city }) {
    const today = dateIn(now, city.zone)
    const year = await countYear(tx, { since: addDays(today, -365), today, zone: city.zone })
    return { year: year.received < FEWEST ? null : year }
  },
  view: ({ year }, { say, by }) => (
    <Layout
      title={say('protection.show')}
      lead={say('protection.show.lead')}
      actions={<ButtonLink href="/protection/new">{say('protection.new')}</ButtonLink>}
    >
      <Section title={say('protection.show.what')} id="what">
        <Prose>
          <ul>
            {kinds.map((kind) => (
              <li key={kind}>
                <strong>{say(`protection.kind.${kind}`)}</strong>:{' '}
                {say(`protection.kind.${kind}.text`)}
              </li>
            ))}
          </ul>
        </Prose>
      </Section>
      <Section title={say('protection.show.how')} id="how">
        <Prose>
          <p>{say('protection.show.how.text')}</p>
          <p>{say('protection.show.desk')}</p>
        </Prose>
        <ButtonRow>
          {by && (
            <ButtonLink href="/protection/requests" kind="secondary">
              {say('protection.mine')}
            </ButtonLink>
          )}
          <ButtonLink href="/protection/code" kind="secondary">
            {say('protection.code')}
          </ButtonLink>
        </ButtonRow>
      </Section>
      <Section title={say('protection.show.numbers')} id="numbers">
        {year ? (
          <Stats
            items={(['received', 'answered', 'inTime', 'overdue'] as const).map((name) => ({
              label: say(`protection.number.${name}`),
              value: year[name],
            }))}
          />
        ) : (
          <p>{say('protection.show.few')}</p>
        )}
      </Section>
    </Layout>
  ),
})
