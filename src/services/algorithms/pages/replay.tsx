/** What a version decided, and what another one, or earlier rules or classifiers, would have (spec R10). */
import { formerParts, listDecided, listVersions } from '#core/decisions'
import { addDays, dateIn, Refusal } from '#core/kernel'
import { type Look, page, useHere } from '#core/pages'
import { Details, Empty, Filters, Layout, Notice, Select, Stats, Table } from '#design'
import { MOST_AGAIN, openGiven, replayedBy, replayReports } from '#services/reports'
import { z } from 'zod'
import { stoppers } from '../actions/reviewing.ts'
import { Acts } from './replay-acts.tsx'
import { titlesOf } from '../known.ts'
import { caseText, named, outcomesOf, outcomeText } from './naming.ts'
import { dayOf, trail, WindowFields } from './parts.tsx'

const day = z.iso.date().optional()
const input = z.object({
  name: z.string().max(100),
  version: z.coerce.number().int().optional(),
  by: z.string().max(120).optional(),
  from: day,
  to: day,
  language: z.string().max(10).optional(),
})

/** By what it can be decided again: code the release holds of a version before, and parts that were in force. */
async function waysOf({ tx, now }: Look<unknown>, name: string, version: number) {
  const versions = await listVersions(tx, name, now)
  const codes = versions.filter((one) => one.held && one.version < version)
  const parts = await formerParts(tx, name)
  return [
    ...codes.map((one) => ({ value: String(one.version), version: one.version, part: null })),
    ...parts.map(({ place, hash, until }) => {
      return { value: `${place}:${hash}`, version: null, part: { place, hash, until } }
    }),
  ]
}

async function load(look: Look<z.infer<typeof input>>) {
  const { tx, now, city, declared, language } = look
  const { name } = look.input
  const known = await listVersions(tx, name, now)
  const [newest] = known
  if (!newest) throw new Refusal('not-found', ['no-such-algorithm'])
  const today = dateIn(now, city.zone)
  const { from = addDays(today, -30), to = today } = look.input
  const version = look.input.version ?? newest.version
  const ways = await waysOf(look, name, version)
  const way = ways.find(({ value }) => value === look.input.by) ?? ways[0]
  const shown = { name, version, from, to, ways, by: way?.value ?? null }
  if (!way) return { ...shown, cases: null, more: false, open: 0 }
  const decided = await listDecided(tx, { name, version, from, to, limit: MOST_AGAIN + 1 })
  const it = { name, decided: decided.slice(0, MOST_AGAIN) }
  const replayed = await replayReports({ tx, city }, it, replayedBy.parse(way.value))
  const rank = ({ other, outcome }: { other: string | null; outcome: string }) =>
    other === null ? 1 : other === outcome ? 2 : 0
  const nameOf = outcomesOf({ city, declared, language }, name)
  const sorted = replayed?.toSorted((a, b) => rank(a) - rank(b))
  const cases =
    sorted &&
    named({ city, declared, language }, name, sorted).map((one) => {
      return { ...one, otherName: one.other === null ? null : nameOf(one.other) }
    })
  const others = (cases ?? []).filter((one) => rank(one) === 0)
  const open = (await openGiven(tx, name, others)).length
  return { ...shown, cases: cases ?? null, more: decided.length > MOST_AGAIN, open }
}

type Shown = Awaited<ReturnType<typeof load>>

function Asking({ name, version, from, to, ways, by }: Shown) {
  const { say } = useHere()
  const textOf = ({ version: code, part }: Shown['ways'][number]) =>
    part === null
      ? say('algorithms.replay.code', { version: code ?? 0 })
      : say('algorithms.replay.part', {
          place: say(`algorithms.place.${part.place}`),
          hash: part.hash.slice(0, 16),
          day: dayOf(say, part.until),
        })
  return (
    <Filters action={`/algorithms/${name}/replay`}>
      <WindowFields version={version} from={from} to={to} />
      <Select
        id="by"
        name="by"
        label={say('algorithms.replay.by')}
        value={by ?? ''}
        options={ways.map((one) => ({ value: one.value, text: textOf(one) }))}
        optional={false}
      />
    </Filters>
  )
}

type Case = NonNullable<Shown['cases']>[number]

const isOther = ({ other, outcome }: Case) => other !== outcome

function CaseTable({ cases, caption }: { cases: readonly Case[]; caption: string }) {
  const { say } = useHere()
  return (
    <Table
      caption={caption}
      head={['about', 'outcome', 'other', 'at'].map((one) => say(`algorithms.affected.${one}`))}
      rows={cases.map((one) => [
        <a href={one.about}>{caseText(one, say)}</a>,
        <a href={`/algorithms/taken/${one.id}`}>
          {outcomeText(one.outcome, one.outcomeName, say)}
        </a>,
        one.other === null ? (
          say('algorithms.replay.untold')
        ) : isOther(one) ? (
          <strong>{outcomeText(one.other, one.otherName, say)}</strong>
        ) : (
          say('algorithms.replay.as-before')
        ),
        say.date(one.at),
      ])}
    />
  )
}

/** What would be different first, with what can be done about it; the rest in a fold. */
function Cases({ cases, shown }: { cases: readonly Case[]; shown: Shown }) {
  const { say } = useHere()
  const told = cases.filter(({ other }) => other !== null)
  const differ = told.filter(isOther)
  const rest = cases.filter((one) => !differ.includes(one))
  return (
    <>
      <Stats
        items={[
          { label: say('algorithms.replay.differ'), value: differ.length },
          { label: say('algorithms.replay.same'), value: told.length - differ.length },
          { label: say('algorithms.replay.gone'), value: cases.length - told.length },
        ]}
      />
      {differ.length > 0 && (
        <CaseTable
          cases={differ}
          caption={say('algorithms.replay.differ.cases', { count: differ.length })}
        />
      )}
      <Acts {...shown} />
      {shown.more && <Notice title={say('algorithms.affected.more', { most: MOST_AGAIN })} />}
      {told.length < cases.length && <Notice title={say('algorithms.replay.gone.text')} />}
      {rest.length > 0 && (
        <Details summary={say('algorithms.replay.rest', { count: rest.length })}>
          <CaseTable cases={rest} caption={say('algorithms.replay.rest', { count: rest.length })} />
        </Details>
      )}
    </>
  )
}

/** The list of what would be different, and two ways to put it right. */
export const replayPage = page({
  name: 'algorithms.replay',
  path: '/algorithms/:name/replay',
  who: stoppers,
  input,
  load,
  view: (shown, { say }) => (
    <Layout
      title={say('algorithms.replay')}
      lead={say('algorithms.replay.lead')}
      breadcrumb={trail(say, {
        href: `/algorithms/${shown.name}`,
        text: titlesOf(shown.name, {}, say).title,
      })}
    >
      {shown.ways.length === 0 ? (
        <Empty title={say('algorithms.replay.none')} text={say('algorithms.replay.none.text')} />
      ) : (
        <Asking {...shown} />
      )}
      {shown.cases?.length === 0 && <Empty title={say('algorithms.affected.none')} />}
      {shown.cases !== null && shown.cases.length > 0 && (
        <Cases cases={shown.cases} shown={shown} />
      )}
    </Layout>
  ),
})
