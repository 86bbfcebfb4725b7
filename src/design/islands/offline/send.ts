/** Sends drafts through the city's public interface, each once, however often the connection breaks. */
import type { OfflineProps } from './props.ts'
import { type Draft, keepDraft, listDrafts } from './shelf.ts'

/** The city said no, and why; trying again changes nothing. */
class Refused extends Error {
  readonly reasons: readonly string[]

  constructor(reasons: readonly string[]) {
    super('refused')
    this.reasons = reasons
  }
}

type Problem = { title?: string; reasons?: { message: string }[] }

/** Whether it is worth trying again later: the city is busy, or somebody was too quick. */
const isForNow = (status: number) => status >= 500 || status === 429 || status === 408

async function post<T>(path: string, how: RequestInit): Promise<T> {
  const answer = await fetch(path, { ...how, method: 'POST' })
  if (answer.ok) return (await answer.json()) as T
  if (isForNow(answer.status)) throw new Error(String(answer.status))
  const said = (await answer.json().catch(() => ({}))) as Problem
  const reasons = said.reasons?.map(({ message }) => message) ?? []
  throw new Refused(reasons.length > 0 ? reasons : [said.title ?? String(answer.status)])
}

/** Photos first, one by one; what has arrived is not sent again. */
async function withPhotos(props: OfflineProps, draft: Draft): Promise<Draft> {
  let now = draft
  for (const photo of draft.photos.slice(draft.arrived.length)) {
    const body = new FormData()
    body.append('file', photo, photo instanceof File ? photo.name : 'photo.jpg')
    const { id } = await post<{ id: string }>(props.uploads, { body })
    now = { ...now, arrived: [...now.arrived, id] }
    await keepDraft(now)
  }
  return now
}

/** The fields as the city's interface wants them; what was left empty is not sent. */
export function bodyOf({ fields, arrived }: Pick<Draft, 'fields' | 'arrived'>): object {
  const answers: Record<string, string> = {}
  const body: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(fields)) {
    const question = name.startsWith(`answers.${fields['category']}.`) && name.split('.')[2]
    if (value === '') continue
    if (question) answers[question] = value
    else if (name === 'lat' || name === 'lon') body[name] = Number(value)
    else if (!name.startsWith('answers.')) body[name] = value
  }
  return { ...body, answers, photos: arrived }
}

/** What is left of a draft that was sent: its number, and the code with which it can be followed. */
export const leftOf = ({ id, at }: Draft, sent: { number: string; code: string }): Draft => ({
  ...sent,
  id,
  at,
  state: 'sent',
  fields: {},
  photos: [],
  arrived: [],
  reasons: [],
})

async function sendOne(props: OfflineProps, draft: Draft): Promise<void> {
  try {
    const whole = await withPhotos(props, draft)
    const headers = { 'content-type': 'application/json', 'idempotency-key': draft.id }
    const body = JSON.stringify(bodyOf(whole))
    await keepDraft({ ...whole, tried: true })
    const sent = await post<{ number: string; code: string }>(props.send, { headers, body })
    await keepDraft(leftOf(draft, sent))
  } catch (failure) {
    if (!(failure instanceof Refused)) throw failure
    const { reasons } = failure
    await keepDraft({ ...draft, state: 'attention', tried: false, arrived: [], reasons })
  }
}

let busy: Promise<void> | undefined

async function sendWaiting(props: OfflineProps, changed: () => Promise<void>): Promise<void> {
  for (const draft of await listDrafts()) {
    if (draft.state !== 'waiting') continue
    await sendOne(props, draft)
    await changed()
  }
}

/** Sends what waits; one after the other, in one window at a time. Without a connection it goes on waiting. */
export function sendAll(props: OfflineProps, changed: () => Promise<void>): Promise<void> {
  const work = () => sendWaiting(props, changed).catch(() => undefined)
  busy ??= navigator.locks.request('cityright-drafts', work).finally(() => {
    busy = undefined
  })
  return busy
}
