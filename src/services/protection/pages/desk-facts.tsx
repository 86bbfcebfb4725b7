/** What the officer sees beside a request: the clock, who asks, which unit was asked. */
import { useHere } from '#core/pages'
import { Personal, Summary, type SummaryRow, When } from '#design'
import { articleOf } from '../model/kinds.ts'
import type { DeskRequestData } from './desk-request.tsx'
import { aboutWords, Clock, State } from './parts.tsx'

type Say = ReturnType<typeof useHere>['say']

/** Days left, while the clock runs. */
function clockRows({ request, today }: DeskRequestData, say: Say): SummaryRow[] {
  if (request.state !== 'received' && request.state !== 'handling') return []
  return [
    {
      key: say('protection.column.left'),
      value: <Clock request={request} today={today} />,
    },
    { key: say('protection.column.due'), value: <When at={request.dueOn} style="date" /> },
  ]
}

/** Everything about a request that is no words. */
export function Facts(data: DeskRequestData) {
  const { say } = useHere()
  const { request, unit, name } = data
  const { identified, explainBy, breach, finding } = request
  const row = (key: string, value: string | null) =>
    value === null ? [] : [{ key: say(`protection.column.${key}`), value: <bdi>{value}</bdi> }]
  const asker = name && <Personal value={name} sink="staff-view" />
  return (
    <Summary
      title={say('protection.standing')}
      rows={[
        { key: say('protection.column.state'), value: <State request={request} /> },
        ...clockRows(data, say),
        { key: say('protection.column.received'), value: <When at={request.receivedAt} /> },
        ...row('about', aboutWords(request, say)),
        ...row('right', say('protection.right', { article: articleOf[request.kind] })),
        ...(asker ? [{ key: say('protection.column.asker'), value: asker }] : []),
        ...row('identity', say(`protection.identity.${identified ?? 'account'}`)),
        ...row('unit', unit),
        ...row('explain-by', explainBy && say.date(explainBy)),
        ...row('finding', finding && say(`protection.finding.${finding}`)),
        ...row('breach', breach),
      ]}
    />
  )
}
