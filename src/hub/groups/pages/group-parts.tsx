/** The parts of the page of a group. */
import { useHere } from '#core/pages'
import { Card, CardList, Details, Does, Section, Table, Tag, When, Words } from '#design'
import { finishTask } from '../actions/work.ts'
import type { GroupShown } from './group.tsx'
import { worksIn } from '../acting.ts'
import { CityLink } from './parts.tsx'

const TONES = { done: 'success', overdue: 'error', open: 'info' } as const

const day = (date: string) => <When at={`${date}T12:00:00.000Z`} style="date" />

export function Members({ group, members, names }: GroupShown) {
  const { say } = useHere()
  return (
    <Section title={say('groups.members')} id="members">
      {members.length === 0 ? (
        <p>{say('groups.members.none')}</p>
      ) : (
        <Table
          caption={say('groups.members')}
          quiet
          head={[say('groups.city'), say('groups.since'), say('groups.role')]}
          rows={members.map(({ city, since, leftOn }) => [
            <CityLink key={city} city={city} name={names[city]} />,
            day(since),
            leftOn === null ? (
              say(city === group.chair ? 'groups.chairs' : 'groups.member')
            ) : (
              <Tag key="left">{say('groups.left')}</Tag>
            ),
          ])}
        />
      )}
    </Section>
  )
}

export function Statements({ group, statements }: GroupShown) {
  const { say } = useHere()
  if (statements.length === 0) return null
  return (
    <Section title={say('groups.statements')} id="statements">
      <ul class="govuk-list">
        {statements.map(({ number, title, publishedOn }) => (
          <li key={number}>
            <a href={`/groups/${group.id}/statements/${number}`}>{title}</a> · {day(publishedOn)}
          </li>
        ))}
      </ul>
    </Section>
  )
}

export function Texts({ group, texts }: GroupShown) {
  const { say } = useHere()
  if (texts.length === 0) return null
  return (
    <Section title={say('groups.texts')} id="texts">
      <ul class="govuk-list">
        {texts.map(({ number, title, adoptedAt }) => (
          <li key={number}>
            <a href={`/groups/${group.id}/texts/${number}`}>{title}</a>{' '}
            <Tag tone={adoptedAt === null ? 'info' : 'success'}>
              {say(adoptedAt === null ? 'groups.text.open' : 'groups.text.adopted')}
            </Tag>
          </li>
        ))}
      </ul>
    </Section>
  )
}

export function Documents({ documents, names }: GroupShown) {
  const { say } = useHere()
  return (
    <Section title={say('groups.documents')} id="documents">
      {documents.length === 0 && <p>{say('groups.documents.none')}</p>}
      {documents.map(({ number, kind, title, on, text, link, sha256, city }) => (
        <Details key={number} summary={`${say(`groups.kind.${kind}`)}: ${title}`}>
          <p>
            {day(on)}
            {city !== null && (
              <>
                {' '}
                · {say('groups.filedBy')} <CityLink city={city} name={names[city]} />
              </>
            )}
          </p>
          {text !== null && <Words text={text} />}
          {link !== null && (
            <p>
              <a href={link} rel="nofollow noreferrer">
                <bdi>{link}</bdi>
              </a>
            </p>
          )}
          <p>
            SHA-256 <code class="cr-hash">{sha256}</code>
          </p>
        </Details>
      ))}
    </Section>
  )
}

export function Tasks({ group, tasks, names, today, acting }: GroupShown) {
  const { say } = useHere()
  if (tasks.length === 0) return null
  const works = worksIn(acting) && group.endedOn === null
  return (
    <Section title={say('groups.tasks')} id="tasks">
      <CardList stacked label={say('groups.tasks')}>
        {tasks.map(({ number, title, city, dueOn, doneOn }) => {
          const standing = doneOn !== null ? 'done' : dueOn < today ? 'overdue' : 'open'
          const given = { group: group.id, number: String(number) }
          return (
            <Card
              key={number}
              title={title}
              eyebrow={city === null ? say('groups.everybody') : (names[city] ?? city)}
              tag={<Tag tone={TONES[standing]}>{say(`groups.task.${standing}`)}</Tag>}
              foot={
                <>
                  {say('groups.due')} {day(dueOn)}
                </>
              }
            >
              {works && doneOn === null && <Does action={finishTask} with={given} about={title} />}
            </Card>
          )
        })}
      </CardList>
    </Section>
  )
}
