import type { VNode } from 'preact'
import { type Here, HereContext } from '#core/pages'
import type { Say } from '#core/text'
import { render } from 'preact-render-to-string'
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
}

/** The HTML of an example on a page of its own. Its one title is its name. */
export function drawExample(name: string, language: string, more: Partial<Here> = {}): string {
  const example = examples[name]
  if (!example) throw new Error(`there is no example ${name}`)
  const { problem: _, ...own } = example.here ?? {}
  const here = exampleHere(
    language,
    example.part ? { ...own, ...more } : { ...example.here, ...more },
  )
  const shown = example.part ? { ...here, problem: example.here?.problem ?? null } : here
  const view = example.page?.(here.say) ?? (
    <HereContext.Provider value={{ ...here, problem: null }}>
      <Layout title={name}>
        <HereContext.Provider value={shown}>{example.part?.(here.say)}</HereContext.Provider>
      </Layout>
    </HereContext.Provider>
  )
  return `<!doctype html>${render(<HereContext.Provider value={here}>{view}</HereContext.Provider>)}`
}
