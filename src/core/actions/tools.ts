import { decider } from '#core/decisions'
import { enqueuer } from '#core/jobs'
import { newId } from '#core/kernel'
import { endAllSessions, endSession, noteSignIn, renewSession, startSession } from '#core/people'
import { type Recorder, recorder } from '#core/record'
import { caseEnded, type Channel } from '#core/vault'
import { ownDocuments } from './documents.ts'
import type { Action, Work } from './action.ts'
import type { ResidenceDoor, SessionDoor } from './doors.ts'
import type { Attempt, Caller, Door } from './perform.ts'

const serviceOf = ({ name }: Action) => name.slice(0, name.indexOf('.'))

type Tools = Omit<
  Work<unknown>,
  | 'input'
  | 'personal'
  | 'newSecret'
  | 'accounts'
  | 'rights'
  | 'consents'
  | 'oversight'
  | 'mandates'
  | 'documents'
> & { readonly documents: ReturnType<typeof ownDocuments> }

function sessionDoor(state: Attempt, caller: Caller): SessionDoor {
  const { tx, now, effects } = state
  return {
    async start(ref, shown) {
      const signIn = { ref, now, about: caller.device, ...shown }
      if (caller.person) await endSession(tx, caller.person.session)
      effects.signIn = (await startSession(tx, signIn)).secret
      return noteSignIn(tx, signIn)
    },
    async renew() {
      if (caller.person) effects.signIn = await renewSession(tx, caller.person.session)
    },
    async end(session) {
      const mine = caller.person?.session
      if (session ?? mine) await endSession(tx, (session ?? mine) as string)
      if (!session || session === mine) effects.signOut = true
    },
    async endAll(ref) {
      await endAllSessions(tx, ref)
      if (caller.person?.ref === ref) effects.signOut = true
    },
  }
}

/** What is attested, or told apart, vanishes again unless the action commits. */
function residenceDoor(state: Attempt, { residence }: Channel): ResidenceDoor {
  const kept = () => {
    state.kept += 1
    return { batch: state.batch, at: state.now }
  }
  return {
    ...residence,
    attest: (asked) => residence.attest({ ...asked, ...kept() }),
    tellApart: (asked) => residence.tellApart({ ...asked, ...kept() }),
    agreeApart: (asked) => residence.agreeApart({ ...asked, ...kept() }),
  }
}

function vaultTools(
  action: Action,
  state: Attempt,
  channel: Channel,
): Pick<Work<unknown>, 'keep' | 'grants' | 'residence'> {
  const declared = (id: string) => {
    if (!(action.keeps ?? []).some((purpose) => purpose.id === id)) {
      throw new Error(`${action.name} keeps data for ${id} without declaring it`)
    }
    return id
  }
  return {
    keep(ref, values, grants, item) {
      state.kept += 1
      const given = grants.map((grant) => ({
        purpose: declared(grant.purpose.id),
        case: grant.case,
        ...(grant.code === undefined ? {} : { code: grant.code }),
      }))
      return channel.keep(state.batch, ref, values, given, state.now, item)
    },
    grants: {
      async give(ref, grant) {
        state.kept += 1
        await channel.grant(state.batch, ref, declared(grant.purpose.id), grant.case, state.now)
      },
      end(caseRef) {
        state.after.push(() => channel.revoke(null, caseRef, state.now))
        return caseEnded(state.tx, serviceOf(action), caseRef, state.now)
      },
    },
    residence: residenceDoor(state, channel),
  }
}

function recordTools(
  door: Door,
  action: Action,
  state: Attempt,
): Pick<Work<unknown>, 'record' | 'decide'> {
  const { tx, by, now } = state
  const write: Recorder = recorder(tx, {
    by: by.as,
    now,
    service: serviceOf(action),
  })
  const decide = decider(tx, door.registered, now)
  return {
    record(kind, body, more) {
      if (!(action.records ?? []).some((known) => known.name === kind.name)) {
        throw new Error(`${action.name} writes ${kind.name} without declaring it`)
      }
      return write(kind, body, more)
    },
    decide(decision, about, facts) {
      if (!(action.decides ?? []).some((known) => known.name === decision.name)) {
        throw new Error(`${action.name} takes ${decision.name} without declaring it`)
      }
      state.trace.push((again) => decider(again, door.registered, now)(decision, about, facts))
      return decide(decision, about, facts)
    },
  }
}

/** Everything an action may use in one attempt, bound to its transaction. */
export function toolsOf(
  door: Door,
  action: Action,
  caller: Caller,
  state: Attempt,
  channel: Channel,
): Tools {
  const { tx, by, now } = state
  const service = serviceOf(action)
  return {
    tx,
    by,
    now,
    language: caller.language,
    device: caller.device,
    browser: caller.browser ?? '',
    city: door.facts,
    newId: () => newId(now),
    ...vaultTools(action, state, channel),
    ...recordTools(door, action, state),
    later: enqueuer(tx, () => now),
    files: {
      claim: (upload, subject) => door.files.claim(tx, upload, { service, subject }),
      release: (file) => door.files.release(tx, file),
    },
    documents: ownDocuments(channel, state),
    session: sessionDoor(state, caller),
    cases: channel.cases,
  }
}
