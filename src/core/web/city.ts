import type { Logger } from 'pino'
import type { z } from 'zod'
import type { Action, Door } from '#core/actions'
import type { Harvester } from '#core/harvest'
import type { Refusal } from '#core/kernel'
import type { Asker, Printer, Sender } from '#core/jobs'
import type { Mail } from '#core/mail'
import type { RunningRecord } from '#core/record'
import type { Declared, Here } from '#core/pages'
import type { Providers } from '#core/providers'
import type { Service } from '#core/service'
import type { Say } from '#core/text'
import type { Vault } from '#core/vault'
import type { VNode } from 'preact'
import type { Protocol } from './protocols.ts'

/** A city that runs: everything the shell shows to the world. Put together in src/city.ts. */
export interface RunningCity extends Door {
  readonly services: readonly Service[]
  readonly declared: Declared
  readonly vault: Vault
  readonly mail: Mail
  readonly log: Logger
  /** The log of the public record, and the witness this city is. */
  readonly record: RunningRecord
  /** The city's discovery document, signed. */
  readonly discovery: () => string
  /** Signs an object with the city's key (docs/protocol/discovery.md). */
  readonly sign: (object: object) => object
  /** Signs it as a compact JWS (RFC 7515), of this media type. */
  readonly jws: (object: object, type: string) => string
  /** The public keys with which it signs and signed (RFC 7517). */
  readonly keySet: () => string
  /** The way to other cities' documents. */
  readonly harvest: Harvester
  /** The services with whose accounts people sign in here. */
  readonly providers: Providers
  /** Makes printed documents of pages that stand alone. */
  readonly printer: Printer
  /** Asks an address that the operator configured. */
  readonly asker: Asker
  /** Sends to systems of other cities. */
  readonly sender: Sender
  /** What it speaks with other programs beside its own pages and actions. */
  readonly protocols?: readonly Protocol[]
  say(language: string): Say
}

/** The pages the shell itself needs; it knows no design. */
export interface Frame {
  /** A page for a refusal, a missing page, or a fault. */
  problem(status: number, refusal: Refusal | null, here: Here): VNode
  /** Where people sign in. */
  readonly signIn: string
  /** Where somebody who is signed in shows more, or again, who they are. */
  readonly prove: string
}

export interface WebSettings {
  /** Where the city is on the web, without a slash at the end. */
  readonly url: string
  /** Key of form tokens and address hashes; the same in every process of the city. */
  readonly secret: string
  /** Folder of the built assets with its manifest.json. */
  readonly assets: string
  /** The city's own colours: a stylesheet. */
  readonly theme: string
  /** Requests one address may make in a minute; 0 lifts the limit (benchmarks). */
  readonly perMinute: number
  /** Milliseconds that work may wait for its turn before visitors are asked to come back; 0 never asks. */
  readonly busyAfter: number
  readonly trustProxy: boolean
}

export type AnyAction = Action<z.ZodObject, z.ZodType, any>
