/** The city's jobs: those of its services, and the housekeeping that needs every part of the city. */
import { forgetAnswers, forgetHeld } from '#core/actions'
import { batchDecisions, countPassed } from '#core/decisions'
import { forgetSessions, forgetSignIns } from '#core/people'
import { housekeeping, type Job, job, type Jobs, openJobs } from '#core/jobs'
import { readers, sweepVault } from '#core/vault'
import type { RunningCity } from '#core/web'
import { z } from 'zod'
import { breachLetters } from './breach-letters.ts'
import { emergencies } from './emergencies.ts'
import { nightly } from './nights.ts'
import { witnessing } from './witnessing.ts'

type Base = Omit<RunningCity, 'jobs' | 'limits' | 'declared'>

const ago = (now: string, minutes: number) =>
  new Date(Date.parse(now) - minutes * 60_000).toISOString()
const system = { kind: 'system', ref: null, permissions: [], unit: null, badge: null } as const

/** What the vault was given by actions that committed is kept; what others gave it is thrown away. */
function vaultSweep(base: Base): Job {
  return job({
    name: 'vault.sweep',
    input: z.object({}),
    every: '* * * * *',
    async run({ db }) {
      const names = base.services.map(({ name }) => name)
      await sweepVault(db, Object.fromEntries(names.map((name) => [name, base.channel(name)])))
    },
  })
}

function answersSweep(base: Base): Job {
  return job({
    name: 'actions.forget',
    input: z.object({}),
    every: '17 * * * *',
    async run({ now }) {
      await base.db.transact((tx) => forgetAnswers(tx, ago(now, 24 * 60)))
      await base.db.transact((tx) => forgetHeld(tx, ago(now, 60)))
    },
  })
}

function sessionsSweep(base: Base): Job {
  return job({
    name: 'people.forget-sessions',
    input: z.object({}),
    every: '27 * * * *',
    async run({ now }) {
      await base.db.transact((tx) => forgetSessions(tx, now))
      await base.db.transact((tx) => forgetSignIns(tx, now))
    },
  })
}

/** Ten past midnight by the city's clocks: the day is over, and its last acts are written down. */
export const BATCHED = '10 0 * * *'

/** What was decided on the day that ended becomes provable, and what no machine might decide is counted. */
function decisionBatches(base: Base): Job {
  return job({
    name: 'decisions.batch',
    input: z.object({}),
    every: BATCHED,
    async run({ now }) {
      await batchDecisions(base.db, { now, zone: base.facts.zone })
      await countPassed(base.db, now)
    },
  })
}

/** Opens the jobs of this city; `start` begins to work on them. */
export function jobsOf(base: Base): Jobs {
  const jobs = base.services.flatMap((service) => service.jobs ?? [])
  const sweeps = [
    vaultSweep(base),
    answersSweep(base),
    sessionsSweep(base),
    emergencies(base),
    breachLetters(base),
  ]
  const own = [
    ...housekeeping,
    ...sweeps,
    decisionBatches(base),
    ...nightly(base),
    witnessing(base),
  ]
  return jobsFor(base, [...own, ...jobs])
}

/** Opens these jobs, each with what the city lends to it. */
export function jobsFor(base: Base, jobs: readonly Job[]): Jobs {
  return openJobs({
    db: base.db,
    jobs,
    clock: base.clock,
    zone: base.facts.zone,
    log: base.log,
    context(one, now) {
      const service = one.name.slice(0, one.name.indexOf('.'))
      const known = base.services.some(({ name }) => name === service)
      const channel = base.channel(known ? service : 'home')
      const its = base.services.find((every) => every.jobs?.includes(one))
      return {
        db: its ? base.db.as(its.name) : base.db,
        personal: readers(channel, one.reads ?? {}, { actor: system, at: now }),
        vault: channel,
        mail: base.mail,
        files: base.files,
        harvest: base.harvest,
        printer: base.printer,
        asker: base.asker,
        sender: base.sender,
        say: base.say,
        city: base.facts,
        log: base.log,
      }
    },
  })
}
