/** Logs that contradicted themselves before this city: what was shown, and when. */
import { page, useHere } from '#core/pages'
import { anyone } from '#core/people'
import { type KeptAccusation, listEvidence, readHead, shownIn, type ShownTree } from '#core/record'
import { ButtonLink, Code, Details, Empty, Layout, Prose, Section, When } from '#design'
import { z } from 'zod'

type Piece = Pick<KeptAccusation, 'id' | 'origin' | 'at' | 'proven'> & {
  readonly known: ShownTree | null
  readonly shown: ShownTree | null
  /** It is the log of this city itself. */
  readonly own: boolean
}

/** Two of one size with different roots prove the split by themselves (docs/protocol/record.md). */
function storyOf({ known, shown }: Piece): 'fork' | 'shrunk' | 'grown' | 'unreadable' {
  if (!known || !shown) return 'unreadable'
  if (known.size === shown.size) return 'fork'
  return shown.size < known.size ? 'shrunk' : 'grown'
}

function Contradiction({ piece }: { piece: Piece }) {
  const { say } = useHere()
  const { known, shown, origin, at, id } = piece
  const sizes = { known: known?.size ?? 0, shown: shown?.size ?? 0 }
  return (
    <Section title={origin} id={`evidence-${id}`}>
      <Prose>
        <p>
          {say('record.evidence.seen')} <When at={at} />. {piece.own && say('record.evidence.own')}
        </p>
        <p>{say(`record.evidence.${storyOf(piece)}`, sizes)}</p>
        <p>{say(piece.proven ? 'record.evidence.proven' : 'record.evidence.doubt')}</p>
      </Prose>
      {known && shown && (
        <Details summary={say('record.evidence.roots')}>
          <p>{say('record.evidence.known', { size: known.size })}</p>
          <Code text={known.root} />
          <p>{say('record.evidence.shown', { size: shown.size })}</p>
          <Code text={shown.root} />
        </Details>
      )}
      <ButtonLink href={`/witness/evidence/${id}`} kind="secondary">
        {say('record.evidence.download')}
        <span class="govuk-visually-hidden"> {origin}</span>
      </ButtonLink>
    </Section>
  )
}

/** The evidence this city holds, in plain words. */
export const evidencePage = page({
  name: 'record.evidence',
  path: '/record/evidence',
  who: anyone,
  keep: 'public',
  input: z.object({ language: z.string().max(10).optional() }),
  async load({ tx }) {
    const head = await readHead(tx)
    const found = await listEvidence(tx)
    const evidence = found.map(({ id, origin, at, known, note, proven }): Piece => {
      const own = origin === head?.origin
      return { id, origin, at, proven, known: shownIn(known), shown: shownIn(note), own }
    })
    return { evidence }
  },
  view: ({ evidence }, { say }) => (
    <Layout
      title={say('record.evidence')}
      lead={say('record.evidence.lead')}
      breadcrumb={[{ href: '/record', text: say('record.show') }]}
    >
      {evidence.length === 0 && (
        <Empty title={say('record.evidence.none')} text={say('record.evidence.none.text')} />
      )}
      {evidence.map((piece) => (
        <Contradiction key={piece.id} piece={piece} />
      ))}
    </Layout>
  ),
})
