/** A text over several bodies: as it stands, who approved which hash, and what it was proposed to change. */
import { page, useHere } from '#core/pages'
import { anyone } from '#core/people'
import {
  Card,
  CardList,
  Details,
  Does,
  Field,
  Form,
  Layout,
  Notice,
  Section,
  Table,
  Tag,
  When,
  Words,
} from '#design'
import { readNames } from '#hub/cities'
import { z } from 'zod'
import { actingIn, actsFor, leads, worksIn } from '../acting.ts'
import { approve, decline, takeIn } from '../actions/deciding.ts'
import { propose } from '../actions/texts.ts'
import { Refusal } from '#core/kernel'
import { diffOf } from '../model.ts'
import { readGroup } from '../store/groups.ts'
import { listAmendments, listTracks, readText, readVersions } from '../store/texts.ts'
import { CityField, Diff, trail } from './parts.tsx'

const number = z.coerce.number().int().min(1).max(2_000_000_000)

function Tracks({ tracks, text }: Pick<TextShown, 'tracks' | 'text'>) {
  const { say } = useHere()
  return (
    <Table
      caption={say('groups.tracks')}
      head={[say('groups.body'), say('groups.standing'), say('groups.approvedOn'), 'SHA-256']}
      rows={tracks.map(({ body, sha256, approvedOn, decision }) => [
        decision === null ? body : <a href={decision}>{body}</a>,
        <Tag
          key="is"
          tone={sha256 === text.sha256 ? 'success' : sha256 === null ? 'neutral' : 'warning'}
        >
          {say(
            `groups.track.${sha256 === text.sha256 ? 'approved' : sha256 === null ? 'waiting' : 'older'}`,
          )}
        </Tag>,
        approvedOn === null ? '–' : <When at={`${approvedOn}T12:00:00.000Z`} style="date" />,
        <code key="hash" class="cr-hash">
          {sha256?.slice(0, 16) ?? '–'}
        </code>,
      ])}
    />
  )
}

function AmendmentCard({
  one,
  text,
  group,
  acting,
  names,
}: Pick<TextShown, 'text' | 'group' | 'acting' | 'names'> & { one: Proposed }) {
  const { say } = useHere()
  const given = { group: group.id, text: String(text.number), amendment: String(one.number) }
  return (
    <Card
      title={say('groups.amendment', { number: one.number })}
      eyebrow={one.city === null ? say('groups.everybody') : (names[one.city] ?? one.city)}
      tag={<Tag>{say(`groups.amendment.${one.state}`)}</Tag>}
      foot={<When at={one.at} style="date" />}
    >
      <Words text={one.reason} />
      <Diff lines={one.diff} />
      {leads(acting) && one.state === 'open' && text.adoptedAt === null && (
        <>
          <Does action={takeIn} with={given} />
          <Does action={decline} with={given} kind="danger" />
        </>
      )}
    </Card>
  )
}

function Amendments({ amendments, ...more }: TextShown) {
  const { say } = useHere()
  if (amendments.length === 0) return <p>{say('groups.amendments.none')}</p>
  return (
    <CardList stacked label={say('groups.amendments')}>
      {amendments.map((one) => (
        <AmendmentCard key={one.number} one={one} {...more} />
      ))}
    </CardList>
  )
}

/** Approving for one's own body, and proposing other words. */
function Keeping({ group, text, tracks, acting, names }: TextShown) {
  const { say } = useHere()
  if (!worksIn(acting) || text.adoptedAt !== null || group.endedOn !== null) return null
  const given = { group: group.id, text: String(text.number) }
  const own = tracks
    .filter(({ city }) => (city === null ? leads(acting) : actsFor(acting, city)))
    .map(({ body }) => ({ value: body, text: body }))
  return (
    <>
      {own.length > 0 && (
        <Details summary={say('groups.approve')}>
          <Form action={approve} with={{ ...given, sha256: text.sha256 }}>
            <Field name="body" options={own} value={own[0]?.value} />
            <Field name="on" />
            <Field name="decision" />
          </Form>
        </Details>
      )}
      <Details summary={say('groups.propose')}>
        <Form action={propose} with={given}>
          <CityField acting={acting} cities={acting.cities} names={names} />
          <Field name="body" value={text.body} />
          <Field name="reason" />
        </Form>
      </Details>
    </>
  )
}

export const textPage = page({
  name: 'groups.text',
  path: '/groups/:group/texts/:text',
  who: anyone,
  input: z.object({
    group: z.string().max(60),
    text: number,
    language: z.string().max(10).optional(),
  }),
  async load({ input, tx, by }) {
    const group = await readGroup(tx, input.group)
    const acting = await actingIn(tx, by, group)
    // What a closed group writes is for its cities; that it is there, nobody is told.
    if (group.closedBecause !== null && !worksIn(acting))
      throw new Refusal('not-found', ['no-such-text'])
    const text = await readText(tx, { group: group.id, number: input.text })
    const versions = await readVersions(tx, text.number)
    const amendments = await listAmendments(tx, text.number)
    const cities = amendments.flatMap(({ city }) => city ?? [])
    const named = await readNames(tx, [...cities, ...acting.cities])
    return {
      acting,
      names: Object.fromEntries([...named].map(([id, { name }]) => [id, name])),
      group,
      text,
      tracks: await listTracks(tx, text.number),
      amendments: amendments.map((one) => ({
        ...one,
        diff: diffOf(versions.get(one.version) ?? '', one.body),
      })),
    }
  },
  view: (shown, { say }) => (
    <Layout title={shown.text.title} breadcrumb={trail(say, shown.group)}>
      {shown.text.adoptedAt !== null && (
        <Notice tone="success" title={say('groups.text.adopted.text')}>
          <p>
            <When at={shown.text.adoptedAt} style="date" />
          </p>
        </Notice>
      )}
      <Tracks {...shown} />
      <Section title={say('groups.wording', { version: shown.text.version })} id="wording">
        <Words text={shown.text.body} />
        <p>
          SHA-256 <code class="cr-hash">{shown.text.sha256}</code>
        </p>
      </Section>
      <Section title={say('groups.amendments')} id="amendments">
        <Amendments {...shown} />
      </Section>
      <Keeping {...shown} />
    </Layout>
  ),
})
type TextShown = Awaited<ReturnType<typeof textPage.load>>
type Proposed = TextShown['amendments'][number]
