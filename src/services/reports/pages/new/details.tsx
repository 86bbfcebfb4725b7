/** What is to be seen, and pictures of it. */
import { page, useHere } from '#core/pages'
import { anyone } from '#core/people'
import { ButtonRow, Does, Field, Form, Notice, PhotoStrip } from '#design'
import { attach, describe, detach } from '../../actions/index.ts'
import { reportsOf } from '../../config.ts'
import { draftInput, Onward, openDraft, type OwnDraft, StepFrame } from './frame.tsx'

function DetailsView({ draft, isPublic }: { draft: OwnDraft; isPublic: boolean }) {
  const { say } = useHere()
  return (
    <StepFrame draft={draft} step="details" lead={say('reports.new.details.lead')}>
      <Notice title={say(`reports.new.details.${isPublic ? 'public' : 'private'}`)} />
      <Form action={describe} with={{ draft: draft.code }} submit={null}>
        <Field name="text" value={draft.text} />
        <Onward draft={draft} step="details" />
      </Form>
    </StepFrame>
  )
}

/** In the reporter's own words. */
export const details = page({
  name: 'reports.new.details',
  onBehalf: 'reports.report',
  path: '/reports/new/:draft/details',
  who: anyone,
  input: draftInput,
  async load({ input, tx, city }) {
    const { draft, category } = await openDraft(tx, input.draft, city)
    // What the city sorts itself may come to a category whose texts everybody reads.
    const isPublic = category ? category.publicText || category.unsorted : false
    return { draft, isPublic }
  },
  view: (data) => <DetailsView {...data} />,
})

/** The photos that have arrived, each of which can be taken away again. */
function Arrived({ draft }: { draft: OwnDraft }) {
  const { say } = useHere()
  const base = `/reports/new/${draft.code}/photos`
  const photos = draft.photos.map((file, index) => ({
    href: `${base}/${file}`,
    thumb: `${base}/${file}?size=thumb`,
    alt: say('reports.new.photos.alt', { index: index + 1 }),
  }))
  if (photos.length === 0) return null
  return (
    <>
      <PhotoStrip photos={photos} />
      <ButtonRow>
        {draft.photos.map((photo, index) => (
          <Does
            key={photo}
            action={detach}
            with={{ draft: draft.code, photo }}
            label="reports.new.photos.remove"
            about={say('reports.new.photos.alt', { index: index + 1 })}
          />
        ))}
      </ButtonRow>
    </>
  )
}

function PhotosView({ draft, most }: { draft: OwnDraft; most: number }) {
  const { say } = useHere()
  const left = most - draft.photos.length
  return (
    <StepFrame draft={draft} step="photos" lead={say('reports.new.photos.lead', { most })}>
      <Arrived draft={draft} />
      <Form action={attach} with={{ draft: draft.code }} submit={null}>
        {left > 0 ? (
          <Field
            name="photos"
            optional
            label={say(
              draft.photos.length ? 'reports.new.photos.more' : 'reports.new.photos.choose',
            )}
          />
        ) : (
          <p>{say('reports.new.photos.full', { most })}</p>
        )}
        <Onward draft={draft} step="photos" />
      </Form>
    </StepFrame>
  )
}

/** Up to as many photos as the city's terms say. */
export const photos = page({
  name: 'reports.new.photos',
  onBehalf: 'reports.report',
  path: '/reports/new/:draft/photos',
  who: anyone,
  input: draftInput,
  async load({ input, tx, city }) {
    const { draft } = await openDraft(tx, input.draft, city)
    return { draft, most: reportsOf(city).terms.photos }
  },
  view: (data) => <PhotosView {...data} />,
})
