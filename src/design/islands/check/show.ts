/** The result in words that a resident understands: a verdict, its reasons, what was found. */
import { base64Of } from './bytes.ts'
import type { Fault } from './fault.ts'
import type { Judgement } from './judge.ts'
import type { Proven } from './proof.ts'
import type { Whole } from './whole.ts'
import type { CheckSay } from './words.ts'

/** What a check came to. `own`: it holds, by the key that the log shows itself. */
export interface Outcome {
  readonly verdict: 'holds' | 'own' | 'few' | 'wrong' | 'unread'
  readonly log?: Whole
  readonly proof?: Proven
  readonly fault?: Fault
}

interface Shown {
  readonly title: string
  readonly reasons: readonly Node[]
  readonly facts: readonly Node[]
  readonly ends: readonly Node[]
}

type Child = Node | string

const NUMBER = 'cr-table__number'

function made(tag: string, name: string, ...children: readonly Child[]): HTMLElement {
  const element = document.createElement(tag)
  if (name !== '') element.className = name
  element.append(...children)
  return element
}

const paragraph = (text: string) => made('p', '', text)
const bare = (text: string) => made('bdi', '', text)

function rowsOf(rows: readonly (readonly [string, ...Child[]])[]): HTMLElement {
  const lines = rows.map(([key, ...value]) =>
    made('div', 'cr-summary__row', made('dt', '', key), made('dd', '', ...value)),
  )
  return made('div', 'cr-summary', made('dl', '', ...lines))
}

function button(text: string, kind: string, act: () => void): HTMLElement {
  const element = made('button', `cr-button cr-button--${kind}`, text)
  element.setAttribute('type', 'button')
  element.addEventListener('click', act)
  return element
}

/** The checkpoint as a file to keep: the next check can begin with it. */
function keepLink(note: string, tell: CheckSay): HTMLElement {
  const link = made('a', 'cr-button cr-button--primary', tell('keep'))
  link.setAttribute('href', URL.createObjectURL(new Blob([note], { type: 'text/plain' })))
  link.setAttribute('download', 'checkpoint.txt')
  return link
}

function witnessesOf({ cosigned, asked, needs }: Judgement, tell: CheckSay): readonly Child[] {
  if (!needs && cosigned.length === 0) return [tell('witnesses.none')]
  const lines = cosigned.map(({ name, seconds }) =>
    made('li', '', tell('witness.at', { name, at: tell.moment(seconds) })),
  )
  const count = tell('witnesses.of', { seen: cosigned.length, asked })
  return lines.length > 0 ? [count, made('ul', 'cr-check__list', ...lines)] : [count]
}

function cell(scope: 'col' | 'row', child: Child, name = ''): HTMLElement {
  const element = made('th', name, child)
  element.setAttribute('scope', scope)
  return element
}

function kindsOf(kinds: ReadonlyMap<string, number>, tell: CheckSay): HTMLElement {
  const head = made('tr', '', cell('col', tell('kind')), cell('col', tell('count'), NUMBER))
  const rows = [...kinds]
    .toSorted(([, a], [, b]) => b - a)
    .map(([kind, n]) => {
      const number = made('td', NUMBER, tell.number(n))
      return made('tr', '', cell('row', bare(tell.kind(kind))), number)
    })
  const body = made('tbody', '', ...rows)
  const caption = made('caption', '', tell('kinds'))
  return made('table', 'cr-table cr-check__kinds', caption, made('thead', '', head), body)
}

/** Plain data as somebody reads it who is no programmer: strings as they are, the rest as JSON. */
const plain = (value: unknown) => bare(typeof value === 'string' ? value : JSON.stringify(value))

/** What an owner has in a batch, such as one reading of their data: a line for each of its facts. */
function linesOf(payload: unknown): HTMLElement {
  if (typeof payload !== 'object' || payload === null) return plain(payload)
  const lines = Object.entries(payload).filter(([, value]) => value !== null)
  const items = lines.map(([key, value]) => made('li', '', bare(`${key}: `), plain(value)))
  return made('ul', 'cr-check__list', ...items)
}

function saidBy({ entry, payload }: Proven, tell: CheckSay): HTMLElement {
  const { t, at, by, d } = entry
  const body = Object.entries(d as object).map(([key, value]) => [key, plain(value)] as const)
  const batch = payload === undefined ? [] : [[tell('batch'), linesOf(payload)] as const]
  return rowsOf([
    [tell('said'), bare(tell.kind(String(t)))],
    ['at', plain(at)],
    ['by', plain(by)],
    ...body,
    ...batch,
  ])
}

function rootAs(text: string): HTMLElement {
  const element = made('code', 'cr-check__root', text)
  element.dir = 'ltr'
  return element
}

function foundIn({ log, proof }: Outcome, tell: CheckSay): Node[] {
  const found = log ?? proof
  if (!found) return []
  const { origin, size, root } = found.checkpoint
  const where = proof
    ? ([tell('place'), tell('place.of', { index: proof.index, size })] as const)
    : ([tell('entries'), tell.number(size)] as const)
  const before =
    log?.since === undefined
      ? []
      : [[tell('before'), tell('before.holds', { count: log.since })] as const]
  const rows = rowsOf([
    [tell('record'), bare(origin)],
    where,
    [tell('witnesses'), ...witnessesOf(found, tell)],
    ...before,
    [tell('root'), rootAs(base64Of(root))],
  ])
  return [rows, ...(proof ? [saidBy(proof, tell)] : []), ...(log ? [kindsOf(log.kinds, tell)] : [])]
}

function reasonsOf({ verdict, log, proof, fault }: Outcome, tell: CheckSay): Node[] {
  const found = log ?? proof
  if (fault) {
    const keep = verdict === 'wrong' ? [paragraph(tell('wrong.keep'))] : []
    return [paragraph(tell(`fault.${fault.code}`, fault.values)), ...keep]
  }
  if (!found) return []
  const { needs, unchecked, checkpoint } = found
  const kind = proof ? 'proof' : 'log'
  return [
    paragraph(tell(`${verdict}.${kind}`, { origin: checkpoint.origin })),
    ...(needs ? [] : [paragraph(tell('nobody'))]),
    ...(unchecked.length > 0
      ? [paragraph(tell('unchecked', { names: unchecked.join(', ') }))]
      : []),
  ]
}

/** Everything the page shows of an outcome. */
export function factsOf(outcome: Outcome, tell: CheckSay, again: () => void): Shown {
  const { verdict, log } = outcome
  const keep = log ? [keepLink(log.note, tell)] : []
  return {
    title: tell(`${verdict}.title`),
    reasons: reasonsOf(outcome, tell),
    facts: foundIn(outcome, tell),
    ends: [...keep, button(tell('again'), 'secondary', again)],
  }
}
