/** The page on which reports are written without a connection, and the list of those that wait. */
import type { OfflineProps } from './props.ts'
import { sendAll } from './send.ts'
import { type Draft, dropAll, dropDraft, keepDraft, listDrafts, mayChange } from './shelf.ts'

type Inputs = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement

const part = <T extends HTMLElement>(root: ParentNode, name: string) =>
  root.querySelector<T>(`[data-part="${name}"]`)

/** Everything typed, by the names of the fields; files go another way. */
function fieldsOf(form: HTMLFormElement): Record<string, string> {
  const entries = [...new FormData(form)]
  return Object.fromEntries(
    entries.flatMap(([name, value]) => (typeof value === 'string' ? [[name, value.trim()]] : [])),
  )
}

const photosOf = (form: HTMLFormElement) => [
  ...(form.querySelector<HTMLInputElement>('input[type=file]')?.files ?? []),
]

/** Only the questions of the chosen category are asked. */
function askOnly(form: HTMLFormElement): void {
  const chosen = form.querySelector<HTMLSelectElement>('select[name=category]')?.value
  form.querySelectorAll<HTMLElement>('[data-only]').forEach((group) => {
    const asked = group.dataset['only'] === chosen
    group.hidden = !asked
    group.querySelectorAll<Inputs>('input, select').forEach((input) => {
      input.disabled = !asked
    })
  })
}

function fillIn(form: HTMLFormElement, { fields }: Draft): void {
  form.reset()
  for (const [name, value] of Object.entries(fields)) {
    const input = form.elements.namedItem(name)
    if (input && 'value' in input) input.value = value
  }
  askOnly(form)
}

/** Asks the telephone where it is; that needs no connection. */
function takeHere(form: HTMLFormElement, said: HTMLElement, words: OfflineProps['words']): void {
  navigator.geolocation.getCurrentPosition(
    ({ coords: { latitude, longitude } }) => {
      for (const [name, value] of [
        ['lat', latitude],
        ['lon', longitude],
      ] as const) {
        const input = form.elements.namedItem(name)
        if (input instanceof HTMLInputElement) input.value = value.toFixed(6)
      }
      said.textContent = words.here
    },
    () => {
      said.textContent = words.nowhere
    },
    { enableHighAccuracy: true, timeout: 20_000 },
  )
}

/** The page while it is open: its parts, and which draft is being changed. */
interface Desk {
  readonly root: HTMLElement
  readonly props: OfflineProps
  readonly form: HTMLFormElement
  readonly list: HTMLElement
  readonly template: HTMLTemplateElement
  readonly said: HTMLElement
  edited: string | null
}

function put(li: HTMLElement, name: string, text: string): void {
  const where = part(li, name)
  if (where) where.textContent = text
}

function fillLine(li: HTMLElement, draft: Draft, { words, follow: way }: OfflineProps): void {
  li.dataset['state'] = draft.state
  put(li, 'state', words[draft.state])
  put(li, 'text', draft.number ?? draft.fields['text'] ?? '')
  put(li, 'reasons', draft.reasons.join(' '))
  put(li, 'photos', draft.photos.length ? `${draft.photos.length} ${words.photos}` : '')
  const follow = part<HTMLAnchorElement>(li, 'follow')
  if (follow && draft.code) follow.href = way.replace('{code}', draft.code)
  if (follow) follow.hidden = !draft.code
  const edit = part(li, 'edit')
  if (edit) edit.hidden = !mayChange(draft)
}

function drawn(desk: Desk, draft: Draft): HTMLElement {
  const copy = desk.template.content.cloneNode(true) as DocumentFragment
  const li = copy.firstElementChild as HTMLElement
  fillLine(li, draft, desk.props)
  part(li, 'edit')?.addEventListener('click', () => {
    desk.edited = draft.id
    fillIn(desk.form, draft)
    desk.form.querySelector<HTMLElement>('select')?.focus()
  })
  part(li, 'drop')?.addEventListener('click', () => void dropDraft(draft.id).then(() => show(desk)))
  return li
}

async function show(desk: Desk): Promise<void> {
  const drafts = await listDrafts()
  desk.list.replaceChildren(...drafts.map((draft) => drawn(desk, draft)))
  desk.root.querySelectorAll<HTMLElement>('[data-part="some"]').forEach((it) => {
    it.hidden = drafts.length === 0
  })
}

const send = (desk: Desk) => sendAll(desk.props, () => show(desk))

/** What is being changed; undefined when it is a new one. One that went out meanwhile is left as it is. */
async function changing(desk: Desk): Promise<Draft | 'went' | undefined> {
  const before = (await listDrafts()).find(({ id }) => id === desk.edited)
  return before && !mayChange(before) ? 'went' : before
}

async function keep(desk: Desk): Promise<void> {
  const { form } = desk
  const before = await changing(desk)
  if (before === 'went') {
    desk.edited = null
    desk.said.textContent = desk.props.words.went
    return show(desk)
  }
  const chosen = photosOf(form)
  await keepDraft({
    id: before?.id ?? crypto.randomUUID(),
    at: before?.at ?? new Date().toISOString(),
    state: 'waiting',
    fields: fieldsOf(form),
    photos: chosen.length > 0 ? chosen : (before?.photos ?? []),
    arrived: [],
    reasons: [],
  })
  desk.edited = null
  form.reset()
  askOnly(form)
  desk.said.textContent = desk.props.words.kept
  await show(desk)
  if (navigator.onLine) await send(desk)
}

function listen(desk: Desk): void {
  const { root, form, said, props } = desk
  form.addEventListener('change', () => askOnly(form))
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    // What was typed stays in the form when the telephone has no room for it.
    void keep(desk).catch(() => {
      said.textContent = props.words.full
    })
  })
  part(root, 'here')?.addEventListener('click', () => takeHere(form, said, props.words))
  part(root, 'send')?.addEventListener('click', () => void send(desk))
  part(root, 'drop-all')?.addEventListener('click', () => void dropAll().then(() => show(desk)))
  addEventListener('online', () => void send(desk))
}

/** Starts the page. */
export function startDrafts(root: HTMLElement, props: OfflineProps): void {
  const form = part<HTMLFormElement>(root, 'form')
  const list = part(root, 'list')
  const template = part<HTMLTemplateElement>(root, 'draft')
  const said = part(root, 'status')
  if (!form || !list || !template || !said) return
  const desk: Desk = { root, props, form, list, template, said, edited: null }
  listen(desk)
  askOnly(form)
  root.hidden = false
  void show(desk).then(() => (navigator.onLine ? send(desk) : undefined))
}
