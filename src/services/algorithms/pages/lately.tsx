/** The newest decisions of one algorithm. */
import { listTaken } from '#core/decisions'
import { type Look, useHere } from '#core/pages'
import { Empty, Pager, Section, Timeline } from '#design'
import { becauseOf, caseText, named, outcomeText } from './naming.ts'

const PAGE = 8

/** What it decided lately, a page of it. */
export async function takenOf({
  input,
  tx,
  city,
  declared,
  language,
}: Look<{ name: string; before?: string | undefined }>) {
  const found = await listTaken(tx, {
    decision: input.name,
    limit: PAGE + 1,
    before: input.before,
  })
  const taken = found.slice(0, PAGE)
  const told = becauseOf({ city, declared, language }, input.name)
  return {
    taken: named({ city, declared, language }, input.name, taken).map(
      ({ id, at, about, outcome, because, page: to, outcomeName }) => {
        return { id, at, about, outcome, because: told(because), page: to, outcomeName }
      },
    ),
    next: found.length > PAGE ? (taken.at(-1)?.id ?? null) : null,
    first: input.before === undefined,
  }
}

type Given = Awaited<ReturnType<typeof takenOf>> & { readonly name: string }

/** Each decision with what it is about, what came out, and why. */
export function Taken({ name, taken, next, first }: Given) {
  const { say } = useHere()
  return (
    <Section title={say('algorithms.taken')} id="taken">
      {taken.length === 0 ? (
        <Empty title={say('algorithms.taken.none')} />
      ) : (
        <Timeline
          items={taken.map((one) => ({
            at: one.at,
            title: (
              <a href={`/algorithms/taken/${one.id}`}>
                {say('algorithms.taken.one', {
                  about: caseText(one, say),
                  outcome: outcomeText(one.outcome, one.outcomeName, say),
                })}
              </a>
            ),
            text: say(one.because.key, one.because.values),
          }))}
        />
      )}
      <Pager
        previous={first ? undefined : `/algorithms/${name}`}
        next={next ? `/algorithms/${name}?before=${next}` : undefined}
      />
    </Section>
  )
}
