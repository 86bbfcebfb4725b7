/** Parts that several pages of editions show. */
import { useHere } from '#core/pages'
import { Notice, Tag, When, Words } from '#design'
import type { Edition, Listed } from '../store/editions.ts'

/** The way back. */
export const trail = (say: (key: string) => string) => [
  { href: '/coalition', text: say('coalition.show') },
  { href: '/editions', text: say('editions.list') },
]

type Standing = Pick<
  Listed,
  'issuedAt' | 'replacedBy' | 'withdrawnOn' | 'withdrawnBecause' | 'withdrawnWords'
>

/** Whether it still holds, in a word. */
export function StandingTag({ issuedAt, replacedBy, withdrawnOn }: Standing) {
  const { say } = useHere()
  if (withdrawnOn !== null) return <Tag tone="error">{say('editions.state.withdrawn')}</Tag>
  if (replacedBy !== null) return <Tag tone="warning">{say('editions.state.replaced')}</Tag>
  if (issuedAt === null) return <Tag tone="info">{say('editions.state.making')}</Tag>
  return <Tag tone="success">{say('editions.state.issued')}</Tag>
}

/** That another one took its place, that it was withdrawn, or that it is still being made. */
export function Standing(one: Standing & Pick<Edition, 'number'>) {
  const { say } = useHere()
  const { issuedAt, replacedBy, withdrawnOn, withdrawnBecause, withdrawnWords } = one
  return (
    <>
      {withdrawnOn !== null && (
        <Notice tone="error" title={say('editions.withdrawn')}>
          <p>
            <When at={withdrawnOn} style="date" /> · {say(`editions.because.${withdrawnBecause}`)}
          </p>
          <Words text={withdrawnWords ?? ''} />
        </Notice>
      )}
      {replacedBy !== null && (
        <Notice tone="warning" title={say('editions.replacedBy', { number: replacedBy })}>
          <p>
            <a href={`/editions/${replacedBy}`}>{say('editions.toNewer')}</a>
          </p>
        </Notice>
      )}
      {issuedAt === null && (
        <Notice title={say('editions.making')}>
          <p>{say('editions.making.text')}</p>
        </Notice>
      )}
    </>
  )
}
