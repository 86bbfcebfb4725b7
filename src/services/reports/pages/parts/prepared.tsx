/** What helps an official to write for everybody: prepared words, and what the public would see of personal data. */
import { useHere } from '#core/pages'
import { Button, Details, Field, Notice, Select, Words } from '#design'
import { publicly } from '../../masking.ts'
import { Marked } from './marked.tsx'

/** Prepared words as they can be chosen. */
export interface Offered {
  readonly id: string
  readonly title: string
  readonly language: string
}

/** The name of a language in the language of the reader. */
export function languageName(code: string, language: string): string {
  return new Intl.DisplayNames([language, 'en'], { type: 'language' }).of(code) ?? code
}

interface PreparedProps {
  readonly templates: readonly Offered[]
  /** Where the form goes instead, with everything that was typed. */
  readonly to: string
  /** In which form of the desk it stands. */
  readonly act: string
}

/** Choosing prepared words: they are put behind what was typed, to be read and changed. */
export function Prepared({ templates, to, act }: PreparedProps) {
  const { say, language, problem } = useHere()
  if (templates.length === 0) return null
  const options = templates.map(({ id, title, language: code }) => ({
    value: id,
    text: title,
    group: languageName(code, language),
  }))
  const wrong = problem?.values['act'] === act && 'template' in problem.values
  return (
    <Details summary={say('reports.prepared')} open={wrong}>
      <Select
        id={`prepared-${act}`}
        name="template"
        label={say('reports.prepared.which')}
        options={options}
        none={say('reports.prepared.none')}
      />
      <Button kind="secondary" name="act" value={act} to={to}>
        {say('reports.prepared.put')}
      </Button>
    </Details>
  )
}

/** Shown when words that everybody will read hold what looks like personal data: what would be seen, and the choice. */
export function Seen({ action }: { action: { readonly name: string } }) {
  const { say, problem } = useHere()
  const asks = problem?.reasons.some(({ code }) => code === 'reports.personal-in-words')
  if (problem?.action !== action.name || !asks) return null
  const typed = String(problem.values['text'] ?? '')
  const options = (['mask', 'leave'] as const).map((value) => ({
    value,
    text: say(`reports.personal.${value}`),
  }))
  return (
    <>
      <Notice tone="warning" title={say('reports.personal.found')}>
        <Marked text={typed} left={[]} />
        <p>{say('reports.personal.masked')}</p>
        <Words text={publicly(typed, [])} />
      </Notice>
      <Field name="personal" options={options} optional={false} />
    </>
  )
}
