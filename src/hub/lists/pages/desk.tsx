/** What waits for the secretariat: messages to look at, receivers nobody knows of, and what was not taken up. */
import { page } from '#core/pages'
import { ButtonRow, Does, Empty, Layout, Section, Table, Tag, When, Words } from '#design'
import { z } from 'zod'
import { again, judge, moderators } from '../actions/moderate.ts'
import { listHeld } from '../store/archive.ts'
import { listUnsure } from '../store/deliveries.ts'
import { listLoops, readList } from '../store/lists.ts'
import { listFiles } from '../store/messages.ts'
import { Files } from './files.tsx'
import { crumbs } from './lists.tsx'

export const deskPage = page({
  name: 'lists.desk',
  path: '/lists/:list/desk',
  who: moderators,
  hidden: true,
  input: z.object({ list: z.string().max(40), language: z.string().max(10).optional() }),
  async load({ input, tx }) {
    const { salt: _, ...list } = await readList(tx, input.list)
    const held = await listHeld(tx, list.name)
    const files = await listFiles(
      tx,
      held.map((one) => one.id),
    )
    return {
      list,
      held: held.map((one) => ({ ...one, files: files.filter((file) => file.message === one.id) })),
      unsure: await listUnsure(tx, list.name),
      loops: await listLoops(tx, list.name),
    }
  },
  view: ({ list, held, unsure, loops }, { say }) => (
    <Layout
      title={say('lists.desk')}
      lead={list.title}
      breadcrumb={[...crumbs(say), { href: `/lists/${list.name}`, text: list.title }]}
    >
      {held.length === 0 && <Empty title={say('lists.nothingHeld')} />}
      {held.map((one, at) => (
        <Section
          key={one.id}
          title={say('lists.numbered', { number: at + 1, text: one.subject })}
          id={`m-${one.id}`}
        >
          <p>
            <Tag>{say(`lists.because.${one.because ?? 'stranger'}`)}</Tag>
          </p>
          <p>
            <bdi>{one.shown ?? say('lists.somebody')}</bdi> · <When at={one.writtenAt} />
          </p>
          <Words text={one.body} />
          <Files name={list.name} one={one} />
          <ButtonRow>
            <Does
              action={judge}
              with={{ list: list.name, message: one.id, verdict: 'sent' }}
              kind="primary"
              label="lists.judge.sent"
              about={one.subject}
            />
            <Does
              action={judge}
              with={{ list: list.name, message: one.id, verdict: 'refused' }}
              kind="danger"
              label="lists.judge.refused"
              about={one.subject}
            />
          </ButtonRow>
        </Section>
      ))}
      {unsure.length > 0 && (
        <Section title={say('lists.unsure')} id="unsure">
          <p>{say('lists.unsure.text')}</p>
          {unsure.map(({ piece, count }) => (
            <div key={piece}>
              <p>
                <a href={`/lists/${list.name}/messages/${piece}`}>
                  {say('lists.unsure.count', { count })}
                </a>
              </p>
              <Does action={again} with={{ list: list.name, message: piece }} about={piece} />
            </div>
          ))}
        </Section>
      )}
      {loops.length > 0 && (
        <Section title={say('lists.loops')} id="loops">
          <Table
            caption={say('lists.loops')}
            head={[say('lists.loops.day'), say('lists.loops.why'), say('lists.loops.count')]}
            rows={loops.map(({ day, why, count }) => [
              <When key="day" at={day} style="date" />,
              say(`lists.loop.${why}`),
              String(count),
            ])}
          />
        </Section>
      )}
    </Layout>
  ),
})
