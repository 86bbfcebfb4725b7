/** A grid over a photo: what is chosen in it is covered for good. */
import { z } from 'zod'
import { Refusal } from '#core/kernel'
import { page, useHere } from '#core/pages'
import { anyone, may } from '#core/people'
import { Form, type FormProps, Layout, Notice, PhotoGrid } from '#design'
import { blur, blurAtDesk } from '../actions/index.ts'
import { GRID } from '../blurring.ts'
import { readForDesk } from './parts/at-desk.ts'
import { readMine } from './parts/mine.ts'

interface BlurData {
  readonly number: string
  readonly file: string
  /** Which photo of its report it is, from 1. */
  readonly index: number
  readonly photo: string
  readonly back: string
  readonly code: string | null
}

const indexOf = (photos: readonly { readonly file: string }[], file: string) => {
  const at = photos.findIndex((photo) => photo.file === file)
  if (at < 0) throw new Refusal('not-found', ['reports.no-such-photo'])
  return at + 1
}

function BlurView(data: BlurData & Pick<FormProps, 'action'>) {
  const { say } = useHere()
  const { number, file, index, photo, back, code, action } = data
  return (
    <Layout
      title={say('reports.blur.title')}
      lead={say('reports.blur.lead')}
      breadcrumb={[{ href: back, text: number }]}
      narrow
    >
      <Notice tone="warning" title={say('reports.blur.forEver')}>
        <p>{say('reports.blur.forEverText')}</p>
      </Notice>
      <Form action={action} with={{ ...(code === null ? { number } : { code }), file }}>
        <PhotoGrid
          {...GRID}
          name="fields"
          src={photo}
          alt={say('reports.facts.photo', { number, index })}
          legend={say('reports.blur.fields')}
          labelOf={(row, column) => say('reports.blur.field', { row, column })}
        />
      </Form>
    </Layout>
  )
}

const wanted = { file: z.string().max(64) }

/** For whoever sent the photo. */
export const ownBlur = page({
  name: 'reports.mine.blur',
  onBehalf: 'reports.answer',
  path: '/reports/mine/:code/blur/:file',
  who: anyone,
  input: z.object({ code: z.string().max(64), ...wanted }),
  async load({ input, tx, by }): Promise<BlurData> {
    const { code, file } = input
    const { report, photos } = await readMine(tx, by, code)
    const base = `/reports/mine/${code}`
    const photo = `${base}/photos/${file}`
    return { number: report.number, file, index: indexOf(photos, file), photo, back: base, code }
  },
  view: (data) => <BlurView {...data} action={blur} />,
})

/** For a moderator. */
export const deskBlur = page({
  name: 'reports.desk.blur',
  path: '/reports/desk/:number/blur/:file',
  who: may('reports.moderate'),
  input: z.object({ number: z.string().max(20), ...wanted }),
  async load({ input, tx, by }): Promise<BlurData> {
    const { report, photos } = await readForDesk(tx, by, input.number)
    const { number } = report
    const { file } = input
    const back = `/reports/desk/${number}`
    const photo = `${back}/photos/${file}`
    return { number, file, index: indexOf(photos, file), photo, back, code: null }
  },
  view: (data) => <BlurView {...data} action={blurAtDesk} />,
})
