/** Asks the city what to ask, asks the browser, and sends what it gave. */
import {
  browserSupportsWebAuthn,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  startAuthentication,
  startRegistration,
} from '@simplewebauthn/browser'
import type { PasskeyProps } from '../../passkey/passkey-frame.tsx'

type Options = PublicKeyCredentialCreationOptionsJSON & PublicKeyCredentialRequestOptionsJSON

class Refused extends Error {
  readonly status: number
  readonly said: string | undefined

  constructor(status: number, said: string | undefined) {
    super(String(status))
    this.status = status
    this.said = said
  }
}

/** One question to the city, as a program asks it; a refusal brings its own sentence along (RFC 9457). */
async function post<T>(path: string, body: object): Promise<T> {
  const answer = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify(body),
  })
  const read = (await answer.json()) as T & { reasons?: { message: string }[] }
  if (!answer.ok) throw new Refused(answer.status, read.reasons?.[0]?.message)
  return read
}

/** Only a page of this city is gone on to. */
function goOn(path: string): void {
  const to = new URL(path, location.href)
  location.assign(to.origin === location.origin ? to.href : '/')
}

async function enter({ ask, send, next }: PasskeyProps): Promise<string> {
  const { options } = await post<{ options: Options }>(ask, {})
  const response = await startAuthentication({ optionsJSON: options })
  const done = await post<{ next: string }>(send, { response, ...(next ? { next } : {}) })
  return done.next
}

async function make({ ask, send, next }: PasskeyProps, form: HTMLFormElement): Promise<string> {
  const { options } = await post<{ options: Options }>(ask, {})
  const response = await startRegistration({ optionsJSON: options })
  await post<object>(send, { ...Object.fromEntries(new FormData(form)), response })
  return next ?? '/'
}

function start(root: HTMLElement): void {
  const props = JSON.parse(root.dataset['props'] ?? '{}') as PasskeyProps
  const form = root.querySelector<HTMLFormElement>('[data-part="form"]')
  const status = root.querySelector<HTMLElement>('[data-part="status"]')
  if (!form || !status) return
  let busy = false
  const run = async () => {
    if (busy) return
    busy = true
    status.textContent = props.words.working
    try {
      goOn(await (root.dataset['what'] === 'make' ? make(props, form) : enter(props)))
    } catch (failure) {
      if (failure instanceof Refused && failure.status === 401) return location.reload()
      const said = failure instanceof Refused ? failure.said : undefined
      status.textContent = said ?? props.words.failed
    }
    busy = false
  }
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    void run()
  })
  root.hidden = false
}

/** Shows every passkey button of the page, where the browser has passkeys. */
export function startPasskeys(): void {
  if (!browserSupportsWebAuthn()) return
  document.querySelectorAll<HTMLElement>('[data-island="passkey"]').forEach(start)
}
