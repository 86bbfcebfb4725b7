/** The sections of docs/benchmarks.md: each is written by itself, and says when and beside what it was measured. */
import { cpus, loadavg, release, totalmem, type } from 'node:os'

/** When and where a part was measured, and how busy the machine was before and after (load average of a minute). */
export interface Stamp {
  readonly at: string
  readonly machine: string
  readonly cores: number
  readonly load: readonly [before: number, after: number]
}

/** One section, known by how its heading begins. */
export interface Section {
  readonly begins: string
  readonly text: string
}

/** Measures a part, and notes when, where and beside what. */
export async function stamped<T>(measure: () => Promise<T> | T): Promise<[T, Stamp]> {
  const [before = 0] = loadavg()
  const found = await measure()
  const [after = 0] = loadavg()
  const [cpu] = cpus()
  const memory = Math.round(totalmem() / 1024 ** 3)
  const cores = cpus().length
  const machine = `Node ${process.version}, ${cores} cores (${cpu?.model.trim()}), ${memory} GB, ${type()} ${release()}`
  return [found, { at: new Date().toISOString(), machine, cores, load: [before, after] }]
}

/** The lines below a heading. A machine that others use as well tells little about milliseconds. */
export function stampLines(part: string, { at, machine, cores, load }: Stamp): string[] {
  const [before, after] = load.map((one) => one.toFixed(1))
  const shared = load[0] >= cores / 2
  return [
    `Measured on ${at.slice(0, 10)} with \`npm run bench -- --only ${part}\`. ${machine}.`,
    `Load average before and after: ${before} and ${after}.` +
      (shared ? ' **The machine was shared**: others computed on it as well.' : ''),
  ]
}

/** Takes a page apart: what stands before the first section, and each section. */
function apart(page: string): { head: string; sections: string[] } {
  const [head = '', ...sections] = page.split(/^(?=## )/m)
  return { head: head.trimEnd(), sections: sections.map((one) => one.trimEnd()) }
}

/** Puts sections into a page, in this order; those that are not given stay word for word. */
export function withSections(
  page: string,
  fresh: readonly Section[],
  order: readonly string[],
): string {
  const { head, sections } = apart(page)
  const isOf = (text: string, begins: string) => text.startsWith(`## ${begins}`)
  const known = order.flatMap((begins) => {
    const text =
      fresh.find((one) => one.begins === begins)?.text ?? sections.find((one) => isOf(one, begins))
    return text === undefined ? [] : [text]
  })
  const others = sections.filter((one) => !order.some((begins) => isOf(one, begins)))
  return `${[head, ...known, ...others].join('\n\n')}\n`
}
