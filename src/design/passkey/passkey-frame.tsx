import type { ComponentChildren } from 'preact'
import { useHere } from '#core/pages'

/** What the browser's part needs to know: addresses on this city, and what to say. */
export interface PasskeyProps {
  readonly ask: string
  readonly send: string
  readonly next?: string | undefined
  readonly words: { readonly failed: string; readonly working: string }
}

/** Signing in with a passkey, or making one. */
export interface PasskeyFrameProps {
  /** `enter` asks for a passkey, `make` makes one and sends the fields inside along. */
  readonly what: 'enter' | 'make'
  readonly ask: string
  readonly send: string
  readonly next?: string | undefined
  readonly label: string
  /** What goes wrong most often, and what else can be done. */
  readonly failed: string
  readonly children?: ComponentChildren
}

/**
 * One button that talks to the browser's own passkeys (WebAuthn). A browser cannot do that without JavaScript:
 * then nothing of it is in sight, and the page's other ways stand alone.
 */
export function PasskeyFrame(props: PasskeyFrameProps) {
  const { say, assets } = useHere()
  const { what, ask, send, next, label, failed, children } = props
  const kind = what === 'make' ? 'primary' : 'secondary'
  const words = { failed, working: say('design.passkey.working') }
  const given: PasskeyProps = { ask, send, next, words }
  return (
    <div
      class="cr-passkey"
      data-island="passkey"
      data-what={what}
      data-props={JSON.stringify(given)}
      hidden
    >
      <form class="cr-form" data-part="form" noValidate>
        {children}
        <div class="cr-form__end">
          <button type="submit" class={`cr-button cr-button--${kind}`}>
            {label}
          </button>
        </div>
      </form>
      <p class="cr-passkey__status" role="status" data-part="status" />
      <script type="module" src={assets('passkey.js')} />
    </div>
  )
}
