import type { Wait } from './account-model.ts'
import type { Actor } from './context-model.ts'
import type { CameIn } from './ways-model.ts'

/** What an official looked at to know who somebody is. */
export const EVIDENCE = ['identity-card', 'passport', 'residence-permit', 'two-witnesses'] as const
export type Evidence = (typeof EVIDENCE)[number]

/** Help that one official asked for and another has to agree to. Nothing says whose account it is. */
export interface OpenRecovery {
  readonly recovery: string
  readonly evidence: Evidence
  readonly askedAt: string
  /** Number of the official who asked. */
  readonly badge: string
  /** Asked for by whoever looks at it: another has to agree. */
  readonly own: boolean
}

/** Help at the desk for somebody who can no longer sign in. */
export interface Recoveries {
  /**
   * Asks for help for the account with this address. The answer is the same whether or not there is one. The code is
   * printed for the person and good once another official has agreed.
   */
  openRecovery(asked: {
    readonly email: string
    readonly evidence: Evidence
    readonly actor: Actor
    readonly address: string
    readonly now: string
  }): Promise<{ readonly recovery: string; readonly code: string; readonly letter: string } | Wait>
  openRecoveries(asked: {
    readonly official: string
    readonly now: string
  }): Promise<readonly OpenRecovery[]>
  /** The second official agrees. `own`: it is the same one, or their own account. */
  approveRecovery(asked: {
    readonly recovery: string
    readonly official: string
    readonly now: string
  }): Promise<'approved' | 'own' | 'over'>
  /** With the code on paper: a new password, and every other way to sign in is gone. */
  takeRecovery(asked: {
    readonly code: string
    readonly password: string
    readonly address: string
    readonly now: string
  }): Promise<CameIn>
  /** Is somebody at a desk asking for help with this account? */
  recoveryOf(asked: { readonly peopleRef: string; readonly now: string }): Promise<string | null>
  /** The owner of the account, who can still sign in, says no. */
  stopRecovery(asked: { readonly peopleRef: string; readonly now: string }): Promise<boolean>
}
