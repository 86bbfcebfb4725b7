import type { VNode } from 'preact'
import { type Here, HereContext } from '#core/pages'
import type { Say } from '#core/text'
import { render } from 'preact-render-to-string'
import { checkExamples } from './check/examples.tsx'
import { contentExamples } from './content/examples.tsx'
import { exampleHere } from './example-here.ts'
import { formExamples } from './forms/examples.tsx'
import { Layout } from './layout/layout.tsx'
import { layoutExamples } from './layout/examples.tsx'
import { listExamples } from './lists/examples.tsx'
import { placeExamples } from './places/examples.tsx'

/** How a component looks in one situation: a whole page, or a part that stands on a plain page. */
export interface Example {
  readonly here?: Partial<Here>
  readonly page?: (say: Say) => VNode
  readonly part?: (say: Say) => VNode
}

/** Every example by name; the tests of the design are made of them. */
export const examples: Readonly<Record<string, Example>> = {
  ...layoutExamples,
  ...contentExamples,
  ...formExamples,
  ...listExamples,
  ...placeExamples,
  ...checkExamples,
}

type More = Partial<Pick<Here, 'assets' | 'city'>>

function Part({ name, here }: { name: string; here: Here }) {
  const example = examples[name]
  const value = { ...here, ...example?.here }
  return <HereContext.Provider value={value}>{example?.part?.(here.say)}</HereContext.Provider>
}

/** The HTML of some examples on one page: a whole page by itself, or parts one below the other. */
export function drawExamples(names: readonly string[], language: string, more: More = {}): string {
  const [first = ''] = names
  const example = examples[first]
  if (!example) throw new Error(`there is no example ${first}`)
  const plain = exampleHere(language, more)
  const here = example.page ? { ...plain, ...example.here } : plain
  const parts = () => (
    <Layout title={first}>
      {names.map((name) => (
        <Part key={name} name={name} here={plain} />
      ))}
    </Layout>
  )
  const view = example.page?.(here.say) ?? parts()
  return `<!doctype html>${render(<HereContext.Provider value={here}>{view}</HereContext.Provider>)}`
}

/** The HTML of one example. */
export function drawExample(name: string, language: string, more: More = {}): string {
  return drawExamples([name], language, more)
}
