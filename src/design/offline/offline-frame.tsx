import type { ComponentChildren } from 'preact'
import { useHere } from '#core/pages'
import type { OfflineProps } from '../islands/offline/props.ts'

/** Where reports are begun, written without a connection, handed in, and followed. */
export interface OfflineFrameProps {
  readonly start: string
  readonly page: string
  readonly send: string
  /** With `{code}` in it. */
  readonly follow: string
  readonly children: ComponentChildren
}

const WORDS = [
  'waiting',
  'sending',
  'sent',
  'attention',
  'kept',
  'full',
  'went',
  'photos',
  'here',
  'nowhere',
] as const

function usePropsOf({ start, page, send, follow }: OfflineFrameProps): OfflineProps {
  const { say, assets, language } = useHere()
  const query = new URLSearchParams({ start, page, language })
  const words = Object.fromEntries(WORDS.map((word) => [word, say(`design.offline.${word}`)]))
  return {
    worker: `${assets('offline-worker-alone.js')}?${query}`,
    scope: start,
    uploads: '/api/uploads',
    send,
    follow,
    words: words as OfflineProps['words'],
  }
}

/** Says that reporting also works without a connection, where the browser can keep it; otherwise nothing. */
export function OfflineReady(props: OfflineFrameProps) {
  const { assets } = useHere()
  const told = JSON.stringify(usePropsOf(props))
  return (
    <div data-island="offline" data-what="ready" data-props={told} hidden>
      {props.children}
      <script type="module" src={assets('offline.js')} />
    </div>
  )
}

/** One draft of the list, as the browser fills it in. */
function DraftTemplate() {
  const { say } = useHere()
  return (
    <template data-part="draft">
      <li class="cr-draft">
        <p class="cr-draft__state">
          <strong class="cr-tag" data-part="state" />
        </p>
        <p dir="auto" data-part="text" />
        <p data-part="photos" />
        <p class="cr-draft__reasons" data-part="reasons" />
        <p class="cr-draft__do">
          <a data-part="follow" hidden href="/">
            {say('design.offline.follow')}
          </a>
          <button type="button" class="cr-link-button" data-part="edit">
            {say('design.offline.edit')}
          </button>
          <button type="button" class="cr-link-button" data-part="drop">
            {say('design.offline.drop')}
          </button>
        </p>
      </li>
    </template>
  )
}

/** A form whose answers stay on the telephone until there is a connection, and the list of what waits there. */
export function OfflineFrame(props: OfflineFrameProps) {
  const { say, assets } = useHere()
  const told = JSON.stringify(usePropsOf(props))
  const button = 'cr-button cr-button--secondary'
  return (
    <div class="cr-offline" data-island="offline" data-what="drafts" data-props={told} hidden>
      <section data-part="some" hidden>
        <h2 class="cr-heading cr-heading--2">{say('design.offline.list')}</h2>
        <ul class="cr-drafts" data-part="list" />
        <div class="cr-buttons">
          <button type="button" class={button} data-part="send">
            {say('design.offline.send')}
          </button>
          <button type="button" class={button} data-part="drop-all">
            {say('design.offline.dropAll')}
          </button>
        </div>
      </section>
      <form class="cr-form" data-part="form">
        {props.children}
        <div class="cr-buttons">
          <button type="button" class={button} data-part="here">
            {say('design.offline.take')}
          </button>
        </div>
        <div class="cr-form__end">
          <button type="submit" class="cr-button cr-button--primary">
            {say('design.offline.keep')}
          </button>
        </div>
      </form>
      <p role="status" data-part="status" />
      <DraftTemplate />
      <script type="module" src={assets('offline.js')} />
    </div>
  )
}

/** A group of fields that belongs to one answer of the form's first choice. */
export function OnlyFor({ of, children }: { of: string; children: ComponentChildren }) {
  return (
    <div data-only={of} hidden>
      {children}
    </div>
  )
}
