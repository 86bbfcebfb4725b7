/** What a city claims of itself, and beside it what follows from the evidence today. */
import { dateIn, Refusal } from '#core/kernel'
import { page } from '#core/pages'
import { anyone } from '#core/people'
import type { Say } from '#core/text'
import { ButtonLink, Details, Empty, Layout, Section, Table } from '#design'
import { readNames } from '#hub/cities'
import { z } from 'zod'
import { isMine, readKnown } from '../known.ts'
import { type Block, blocks, cells, type Levels, principles } from '../model.ts'
import { derive } from '../rules.ts'
import { listReports, type Report } from '../store.ts'
import { halfText, levelText, namesOf, principleText, trail } from './parts.tsx'

export const cityPage = page({
  name: 'assessments.city',
  path: '/assessments/:city',
  who: anyone,
  input: z.object({
    city: z.string().max(100),
    language: z.string().max(10).optional(),
  }),
  async load({ input: { city }, tx, by, now, city: hub, language }) {
    if (!(await readNames(tx, [city])).has(city)) throw new Refusal('not-found', ['no-such-city'])
    const name = await namesOf(tx, [city], language)
    const today = dateIn(now, hub.zone)
    return {
      city,
      name: name(city),
      derived: derive(await readKnown(tx, city, today), today),
      reports: await listReports(tx, city),
      mine: isMine(by, city),
    }
  },
  view: ({ city, name, derived, reports, mine }, { say }) => (
    <Layout
      title={say('assessments.of', { city: name })}
      lead={say('assessments.city.lead')}
      breadcrumb={trail(say)}
      wide
      {...(mine
        ? {
            actions: (
              <ButtonLink href={`/assessments/${city}/report`}>
                {say('assessments.report')}
              </ButtonLink>
            ),
          }
        : {})}
    >
      {reports.length === 0 && <Empty title={say('assessments.never')} />}
      {blocks.map((block) => (
        <Section key={block} title={say(`assessments.block.${block}`)} id={block}>
          <p>{say(`assessments.block.${block}.text`)}</p>
          <Cells
            block={block}
            city={city}
            derived={derived}
            claims={reports[0]?.claims ?? null}
            say={say}
          />
        </Section>
      ))}
      {reports.length > 0 && <History reports={reports} say={say} />}
    </Layout>
  ),
})

function Cells(props: {
  readonly block: Block
  readonly city: string
  readonly derived: Levels
  readonly claims: Levels | null
  readonly say: Say
}) {
  const { block, city, derived, claims, say } = props
  return (
    <Table
      caption={say(`assessments.block.${block}`)}
      quiet
      head={['principle', 'claim', 'derived', 'items'].map((name) =>
        say(`assessments.column.${name}`),
      )}
      rows={principles.map((principle) => [
        principleText(principle, say),
        claims ? levelText(claims[block][principle], say) : say('assessments.no-claim'),
        levelText(derived[block][principle], say),
        cells[block][principle].map(({ item }, index) => (
          <>
            {index > 0 && ' · '}
            <a href={`/evidence/${city}/${item}`}>{say(`evidence.item.${item}`)}</a>
          </>
        )),
      ])}
    />
  )
}

function History({ reports, say }: { readonly reports: readonly Report[]; readonly say: Say }) {
  return (
    <Section title={say('assessments.history')} id="history">
      {reports.map(({ half, claims, derived }) => (
        <Details key={half} summary={halfText(half, say)}>
          <Table
            caption={halfText(half, say)}
            quiet
            head={['principle', 'claim', 'derived'].map((name) =>
              say(`assessments.column.${name}`),
            )}
            rows={blocks.flatMap((block) =>
              principles.map((principle) => [
                `${say(`assessments.block.${block}`)}: ${principleText(principle, say)}`,
                levelText(claims[block][principle], say),
                levelText(derived?.[block][principle] ?? '0', say),
              ]),
            )}
          />
        </Details>
      ))}
    </Section>
  )
}
