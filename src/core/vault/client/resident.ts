/** Residence and mandates, as functions over the line of their service. */
import type { Mandates } from '../mandate-model.ts'
import type { Residence } from '../residence-model.ts'

type Ask = (op: string, input: object) => Promise<never>

/** Proof of residence over one line. */
export function residenceOn(ask: Ask): Residence {
  return {
    attest: (asked) => ask('residence.attest', asked),
    claimed: (asked) => ask('residence.claimed', asked),
    end: (ref, why, at) => ask('residence.end', { ref, why, at }),
    forget: (ref, at) => ask('residence.forget', { ref, at }),
    takeRegister: (asked) => ask('register.take', asked),
    finishRegister: (run) => ask('register.finish', { run }),
    findInRegister: (asked) => ask('register.find', asked),
    deskNumber: (ref, at) => ask('desk.number', { ref, at }),
    tellApart: (asked) => ask('namesake.ask', asked),
    agreeApart: (asked) => ask('namesake.agree', asked),
    apartDue: (at) => ask('namesake.due', { at }),
    settleApart: (asked) => ask('namesake.settle', asked),
    atDesk: (asked) => ask('desk.person', asked),
  }
}

/** Mandates over one line. */
export function mandatesOn(ask: Ask): Mandates {
  return {
    offer: (asked) => ask('mandates.offer', asked),
    take: (asked) => ask('mandates.take', asked),
    confirm: (asked) => ask('mandates.confirm', asked),
    end: (asked) => ask('mandates.end', asked),
    open: (asked) => ask('mandates.open', asked),
    waiting: (official) => ask('mandates.waiting', { official }),
    approve: (asked) => ask('mandates.approve', asked),
    stop: (asked) => ask('mandates.stop', asked),
    of: (ref) => ask('mandates.of', { ref }),
    inForce: (asked) => ask('mandates.inForce', asked),
    endDue: (at) => ask('mandates.endDue', { at }),
  }
}
