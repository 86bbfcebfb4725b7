/** What every component may ask about the page it stands on: who looks, in which language, and what went wrong. */
import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Kind, Reason } from '#core/kernel'
import type { Say } from '#core/text'

/** Why the last attempt failed, and everything that was typed, so that nothing is lost. */
export interface Problem {
  /** `held`: nothing failed; what was typed before signing in again is back. */
  readonly kind: Kind | 'held'
  readonly reasons: readonly Reason[]
  readonly values: Readonly<Record<string, unknown>>
  /** Name of the action that was tried. */
  readonly action: string
  readonly law?: string
  readonly detail?: unknown
}

/** One link of the service navigation. */
export interface MenuLink {
  readonly href: string
  readonly label: string
  readonly current: boolean
}

export interface Here {
  readonly say: Say
  readonly language: string
  readonly dir: 'ltr' | 'rtl'
  /** Codes of every language the city speaks, in the city's order. */
  readonly languages: readonly string[]
  /** Who is signed in; null for everybody else. */
  readonly by: {
    readonly kind: 'resident' | 'official' | 'auditor'
    readonly badge: string
    readonly permissions: readonly string[]
  } | null
  /** For whom they act just now, as they call that person; absent: for themselves. */
  readonly acting?: {
    readonly kind: string
    readonly name: string | null
    /** The mandate ended meanwhile: nothing can be done but to leave. */
    readonly over: boolean
  }
  /** Path and query of this page. */
  readonly path: string
  /** Proof that a form came from us (privacy-record.md 5.4). */
  readonly csrf: string
  /** One-time key: the same form sent twice acts once. */
  readonly key: string
  readonly now: string
  readonly city: { readonly name: string; readonly theme: string }
  readonly services: readonly MenuLink[]
  readonly problem: Problem | null
  /** Hashed address of an asset by its logical name, such as `main.css` or `map.js`. */
  readonly assets: (name: string) => string
  readonly sampleCity: boolean
  /** True while pages with personal data cannot be shown. */
  readonly vaultDown: boolean
  readonly requestId: string
  /** This page as one file to keep, and the SHA-256 of the file in hexadecimal. */
  readonly file?: { readonly href: string; readonly sha256: string }
}

export const HereContext = createContext<Here | null>(null)

/** The page a component stands on; a component outside a page is a bug. */
export function useHere(): Here {
  const here = useContext(HereContext)
  if (!here) throw new Error('a component was drawn outside a page')
  return here
}
