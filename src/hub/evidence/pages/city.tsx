/** What was found of one city, item by item. */
import { Refusal } from '#core/kernel'
import { page } from '#core/pages'
import { anyone } from '#core/people'
import type { Say } from '#core/text'
import { Details, Layout, Notice, Summary, type SummaryRow, Table } from '#design'
import { z } from 'zod'
import { countOpen } from '../store/contradictions.ts'
import { listReached, type Reached } from '../reached.ts'
import { findNode, type Node } from '../store/nodes.ts'
import {
  failureText,
  FreshLine,
  nameOf,
  publicPart,
  ReachText,
  Reasons,
  Seen,
  SourceLink,
  trail,
  ValueTag,
} from './parts.tsx'

const language = z.string().max(10).optional()

export const cityPage = page({
  name: 'evidence.city',
  path: '/evidence/:city',
  who: anyone,
  keep: 'public',
  input: z.object({ city: z.string().max(100), language }),
  async load({ input, tx, now, language: spoken }) {
    const node = await findNode(tx, input.city)
    if (!node) throw new Refusal('not-found', ['evidence.no-such-city'])
    const findings = await listReached(tx, node.city, now.slice(0, 10))
    const open = await countOpen(tx, node.city, now.slice(0, 10))
    return { node: publicPart(node), name: nameOf(node, spoken), findings, ...open }
  },
  view: ({ node, name, findings, open, overdue }, { say, now }) => (
    <Layout
      title={say('evidence.of', { city: name })}
      lead={say('evidence.city.lead')}
      breadcrumb={trail(say)}
      wide
    >
      {node.readAt === null && (
        <Notice tone="warning" title={say('evidence.unread')}>
          <p>{node.failure === null ? say('evidence.unasked') : failureText(node.failure, say)}</p>
        </Notice>
      )}
      <Summary rows={nodeRows(node, { now, say, open, overdue })} />
      <FindingTable city={node.city} findings={findings} say={say} />
    </Layout>
  ),
})

const code = (text: string) => (
  <bdi>
    <code>{text}</code>
  </bdi>
)

interface Standing {
  readonly now: string
  readonly say: Say
  readonly open: number
  readonly overdue: number
}

function nodeRows(node: Omit<Node, 'contact'>, standing: Standing): SummaryRow[] {
  const { now, say, open, overdue } = standing
  const { signedness, sha256, seed } = node
  const signed = { key: say('evidence.signature'), value: say(`evidence.signed.${signedness}`) }
  return [
    { key: say('evidence.domain'), value: <bdi>{node.domain}</bdi> },
    { key: say('evidence.freshness'), value: <FreshLine node={node} now={now} say={say} /> },
    ...(signedness ? [signed] : []),
    ...(sha256 ? [{ key: say('evidence.hash'), value: code(sha256) }] : []),
    ...(seed ? [{ key: say('evidence.fact.seed'), value: code(seed) }] : []),
    { key: say('evidence.open'), value: say('evidence.open.count', { open, overdue }) },
    { key: say('evidence.repeat'), value: code(repeat(node)) },
  ]
}

/** What anybody types to see the same. */
const repeat = ({ domain, seed }: Pick<Node, 'domain' | 'seed'>) =>
  `cityright probe ${domain}${seed ? ` --seed ${seed}` : ''}`

function FindingTable({
  city,
  findings,
  say,
}: {
  city: string
  findings: readonly Reached[]
  say: Say
}) {
  const columns = ['item', 'value', 'level', 'seen', 'source', 'not']
  return (
    <Table
      caption={say('evidence.findings')}
      head={columns.map((name) => say(`evidence.column.${name}`))}
      rows={findings.map((kept) => [
        <a href={`/evidence/${city}/${kept.item}`}>{say(`evidence.item.${kept.item}`)}</a>,
        <>
          <ValueTag value={kept.value} say={say} />
          {kept.reasons.length > 0 && (
            <Details summary={say('evidence.why')}>
              <Reasons kept={kept} say={say} />
            </Details>
          )}
        </>,
        <ReachText found={kept} say={say} />,
        <Seen kept={kept} say={say} />,
        <SourceLink kept={kept} say={say} />,
        say(`evidence.not.${kept.item}`),
      ])}
    />
  )
}
