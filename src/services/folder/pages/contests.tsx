import type { Say } from '#core/text'
import { ButtonLink, ButtonRow, Section, Tag } from '#design'
import type { Standing } from '#services/protection'

/** What the person asked about one access, in a word or two with the outcome. */
export function Contested({ standing, say }: { standing: readonly Standing[]; say: Say }) {
  return (
    <>
      {standing.map(({ id, kind, state, finding }) => (
        <a key={id} href={`/protection/requests/P-${id}`}>
          <Tag tone={finding === 'unlawful' ? 'error' : finding ? 'success' : 'info'}>
            {finding
              ? say(`folder.contested.${finding}`)
              : say(`folder.contested.${kind === 'contest' ? 'contest' : 'question'}`, { state })}
          </Tag>
        </a>
      ))}
    </>
  )
}

type Props = { readonly id: string; readonly standing: readonly Standing[]; readonly say: Say }

/** Ask about a reading, or contest it; what was asked stands beside. */
export function AskAbout({ id, standing, say }: Props) {
  const contests = standing.some(
    ({ kind, state }) => kind === 'contest' && (state === 'received' || state === 'handling'),
  )
  return (
    <Section title={say('folder.ask')} id="ask">
      <p>{say(standing.length > 0 ? 'folder.ask.asked' : 'folder.ask.text')}</p>
      {standing.length > 0 && (
        <p>
          <Contested standing={standing} say={say} />
        </p>
      )}
      <ButtonRow>
        <ButtonLink href={`/protection/new/question?access=${id}`}>
          {say('folder.ask.question')}
        </ButtonLink>
        {!contests && (
          <ButtonLink href={`/protection/new/contest?access=${id}`} kind="secondary">
            {say('folder.ask.contest')}
          </ButtonLink>
        )}
      </ButtonRow>
    </Section>
  )
}
