/** The page on which reports are written without a connection, and the list of those that wait. */
import type { OfflineProps } from './props.ts'
import { sendAll } from './send.ts'
import { type Draft, dropAll, dropDraft, keepDraft, listDrafts } from './shelf.ts'

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

/** Starts the page. */
export function startDrafts(root: HTMLElement, props: OfflineProps): void {
  const form = part<HTMLFormElement>(root, 'form')
  const list = part(root, 'list')
  const template = part<HTMLTemplateElement>(root, 'draft')
  const said = part(root, 'status')
  if (!form || !list || !template || !said) return
  let edited: string | null = null

  function drawn(draft: Draft): HTMLElement {
    const copy = (template?.content.cloneNode(true) ?? new DocumentFragment()) as DocumentFragment
    const li = copy.firstElementChild as HTMLElement
    const say = (name: string, text: string) => {
      const where = part(li, name)
      if (where) where.textContent = text
    }
    li.dataset['state'] = draft.state
    say('state', props.words[draft.state])
    say('text', draft.number ?? draft.fields['text'] ?? '')
    say('reasons', draft.reasons.join(' '))
    say('photos', draft.photos.length ? `${draft.photos.length} ${props.words.photos}` : '')
    const follow = part<HTMLAnchorElement>(li, 'follow')
    if (follow && draft.code) follow.href = props.follow.replace('{code}', draft.code)
    if (follow) follow.hidden = !draft.code
    const edit = part(li, 'edit')
    if (edit) edit.hidden = draft.state === 'sent'
    edit?.addEventListener('click', () => {
      edited = draft.id
      fillIn(form as HTMLFormElement, draft)
      form?.querySelector<HTMLElement>('select')?.focus()
    })
    part(li, 'drop')?.addEventListener('click', () => void dropDraft(draft.id).then(show))
    return li
  }

  async function show(): Promise<void> {
    const drafts = await listDrafts()
    list?.replaceChildren(...drafts.map(drawn))
    root.querySelectorAll<HTMLElement>('[data-part="some"]').forEach((it) => {
      it.hidden = drafts.length === 0
    })
  }

  async function keep(): Promise<void> {
    if (!form || !said) return
    const before = (await listDrafts()).find(({ id }) => id === edited)
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
    edited = null
    form.reset()
    askOnly(form)
    said.textContent = props.words.kept
    await show()
    if (navigator.onLine) await sendAll(props, show)
  }

  form.addEventListener('change', () => askOnly(form))
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    void keep()
  })
  part(root, 'here')?.addEventListener('click', () => takeHere(form, said, props.words))
  part(root, 'send')?.addEventListener('click', () => void sendAll(props, show))
  part(root, 'drop-all')?.addEventListener('click', () => void dropAll().then(show))
  addEventListener('online', () => void sendAll(props, show))
  askOnly(form)
  root.hidden = false
  void show().then(() => (navigator.onLine ? sendAll(props, show) : undefined))
}
