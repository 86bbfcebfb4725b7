/** One algorithm, in layers: a sentence, a page, everything; and what a machine counted. */
import { boundParts, readChosen } from '#core/decisions'
import { Refusal } from '#core/kernel'
import { type Look, page, useHere } from '#core/pages'
import { anyone } from '#core/people'
import { Details, Does, Layout, Prose, Section, Stats, Summary } from '#design'
import { z } from 'zod'
import { begin } from '../actions/writing.ts'
import { factsOf, knownOf, languagesFor, numbersOf, spoken, titlesOf } from '../known.ts'
import { STANDARDS, toStandard } from '../standards/index.ts'
import { publishedOf } from '#services/processing'
import { Controls } from './controls.tsx'
import { Essentials } from './essentials.tsx'
import { Taken, takenOf } from './lately.tsx'
import { GoneBack, Stopped, trail, Whole } from './parts.tsx'

interface Asked {
  readonly name: string
  readonly before?: string | undefined
  readonly language?: string | undefined
}

async function load(look: Look<Asked>) {
  const { input, tx, city, language, by, declared } = look
  const { entry, running, standing, stopped } = await knownOf(look, input.name)
  if (!entry && !running) throw new Refusal('not-found', ['no-such-algorithm'])
  const { words, language: spokenIn } = spoken(entry?.document ?? {}, languagesFor(city, language))
  const { permissions } = by.actor
  return {
    name: input.name,
    words,
    spokenIn,
    registered: running,
    parts: await boundParts(tx, input.name),
    partsAt: declared.decisions.find(({ name }) => name === input.name)?.partsAt ?? null,
    chosen: (await readChosen(tx, input.name)) ?? null,
    standing,
    stopped,
    status: standing?.status ?? entry?.status ?? 'operational',
    revisionOn: (standing?.revisionOn ?? entry?.revisionOn ?? '').slice(0, 10),
    assessments: await publishedOf(tx, entry?.assessments ?? []),
    standards: STANDARDS.map((one) => ({
      code: one.code,
      title: one.title,
      lost: entry ? toStandard(words, factsOf(entry, spokenIn), one).lost : [],
    })),
    numbers: running ? await numbersOf(look, input.name) : null,
    mayWrite: permissions.includes('algorithms.write'),
    mayStop: permissions.includes('algorithms.stop'),
    ...(await takenOf(look)),
  }
}

/** What one algorithm looks like to whoever opens its page. */
export type Shown = Awaited<ReturnType<typeof load>>

function Numbers({ numbers }: Pick<Shown, 'numbers'>) {
  const { say } = useHere()
  if (!numbers) return null
  const { decisions, toPerson, overrides, contests } = numbers
  const items = [
    { label: say('algorithms.numbers.decisions'), value: decisions },
    {
      label: say('algorithms.numbers.person'),
      value: toPerson === null ? '–' : say('algorithms.numbers.share', { share: toPerson }),
    },
    ...(overrides === null
      ? []
      : [{ label: say('algorithms.numbers.overrides'), value: overrides }]),
    ...(contests === null ? [] : [{ label: say('algorithms.numbers.contests'), value: contests }]),
  ]
  return (
    <Section title={say('algorithms.numbers')} id="numbers">
      <Stats items={items} />
      <Prose>
        <p>{say('algorithms.numbers.how')}</p>
      </Prose>
    </Section>
  )
}

function Downloads({ name, standards }: Pick<Shown, 'name' | 'standards'>) {
  const { say } = useHere()
  return (
    <Section title={say('algorithms.standards')} id="standards">
      <Prose>
        <p>{say('algorithms.standards.text')}</p>
        <ul>
          {standards.map(({ code, title }) => (
            <li key={code}>
              <a href={`/algorithms/${name}/as/${code}`}>{title}</a>
            </li>
          ))}
        </ul>
      </Prose>
      <Details summary={say('algorithms.standards.lost')}>
        <Summary
          rows={standards.map(({ title, lost }) => ({
            key: title,
            value: say.list(lost.map((one) => say(`algorithms.field.${one}`))) || '–',
          }))}
        />
      </Details>
    </Section>
  )
}

export const algorithmPage = page({
  name: 'algorithms.algorithm',
  path: '/algorithms/:name',
  who: anyone,
  keep: 'public',
  input: z.object({
    name: z.string().max(100),
    before: z.string().max(60).optional(),
    language: z.string().max(10).optional(),
  }),
  load,
  view: (data, { say }) => {
    const { title, says } = titlesOf(data.name, data.words, say)
    return (
      <Layout title={title} lead={says} breadcrumb={trail(say)}>
        {data.stopped && <Stopped cause={data.stopped} reason={data.standing?.reason ?? ''} />}
        {data.chosen?.how === 'back' && <GoneBack {...data.chosen} />}
        <Essentials {...data} />
        <Numbers numbers={data.numbers} />
        <Section title={say('algorithms.whole')} id="whole">
          <Whole words={data.words} language={data.spokenIn} />
          <Prose>
            <p>
              <a href={`/algorithms/${data.name}/history`}>{say('algorithms.history')}</a>
            </p>
          </Prose>
        </Section>
        {data.registered && <Taken {...data} />}
        <Downloads {...data} />
        {data.mayWrite && (
          <Does action={begin} with={{ name: data.name }} about={title} kind="secondary" />
        )}
        {data.mayStop && data.standing && <Controls name={data.name} state={data.standing.state} />}
      </Layout>
    )
  },
})
