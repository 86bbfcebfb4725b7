/** "Is it one of these?": reports close by that sound alike, in full, before the same is reported again. */
import { page, useHere } from '#core/pages'
import { anyone } from '#core/people'
import { ButtonRow, Card, CardList, Does, When } from '#design'
import { same } from '../../actions/index.ts'
import { reportsOf } from '../../config.ts'
import { alikeInPublic, type Ranked } from '../../similar.ts'
import { readDraft } from '../../drafting.ts'
import { listCovers } from '../../store/list.ts'
import { type Named, named, namesOf } from '../parts/names.ts'
import { StateTag } from '../parts/state.tsx'
import { draftInput, openDraft, type OwnDraft, StepFrame } from './frame.tsx'

type Shown = Named<Ranked> & { readonly cover: string | null }

interface SameData {
  readonly draft: OwnDraft
  readonly found: readonly Shown[]
}

function Foot({ report }: { report: Shown }) {
  const { say } = useHere()
  const { address, districtName, metres, openedAt } = report
  return (
    <>
      <bdi>{address ?? districtName}</bdi> · <When at={openedAt} style="date" /> ·{' '}
      {say('reports.card.metres', { metres: Math.round(metres) })}
    </>
  )
}

/** One report with all its words and its photo as large as it is: little pictures decide nothing. */
function Candidate({ report, draft }: { report: Shown; draft: OwnDraft }) {
  const { say } = useHere()
  const { number, text, cover, categoryName, state } = report
  const alt = say('reports.card.photo', { number })
  return (
    <Card
      title={categoryName}
      level={2}
      eyebrow={<a href={`/reports/${number}`}>{number}</a>}
      tag={<StateTag state={state} />}
      foot={<Foot report={report} />}
      {...(cover ? { photo: { src: `/reports/photos/${cover}`, alt } } : {})}
    >
      <p dir="auto">{text}</p>
      <Does action={same} with={{ draft: draft.code, as: number }} about={number} />
    </Card>
  )
}

function SameView({ draft, found }: SameData) {
  const { say } = useHere()
  const lead = say(found.length > 0 ? 'reports.new.same.lead' : 'reports.new.same.none')
  return (
    <StepFrame draft={draft} step="details" title="same" lead={lead}>
      <CardList label={say('reports.new.same')}>
        {found.map((report) => (
          <Candidate key={report.number} report={report} draft={draft} />
        ))}
      </CardList>
      <ButtonRow>
        <Does
          action={same}
          with={{ draft: draft.code }}
          kind="primary"
          label={found.length > 0 ? 'reports.new.same.other' : 'reports.new.continue'}
        />
      </ButtonRow>
    </StepFrame>
  )
}

/** Reports that may be of the same problem; whoever says that it is none of them goes on. */
export const sameStep = page({
  name: 'reports.new.same',
  onBehalf: 'reports.report',
  path: '/reports/new/:draft/same',
  who: anyone,
  input: draftInput,
  async load({ input, tx, now, city, language }): Promise<SameData> {
    const { draft } = await openDraft(tx, input.draft, city)
    const told = await readDraft(tx, input.draft)
    const found = await alikeInPublic(tx, told, { reports: reportsOf(city), now })
    const names = namesOf(city, language)
    const covers = await listCovers(
      tx,
      found.map(({ number }) => number),
    )
    return {
      draft,
      found: found.map((each) => ({
        ...named(each, names),
        cover: covers.get(each.number) ?? null,
      })),
    }
  },
  view: (data) => <SameView {...data} />,
})
