/** What somebody wrote to the city by mail: their own words, without what the program or the city put around them. Pure. */

/** A line of our letters: what stands above it was written as an answer. */
export const ABOVE = '##-'

/** Two dashes alone begin a signature (RFC 3676 4.3). */
const SIGNATURE = /^--\s*$/
/** Programs of telephones sign by themselves. */
const SIGNED_BY_PROGRAM =
  /^(?:sent from (?:my|outlook|mail)\b.*|get outlook for .*|enviado desde (?:mi|outlook)\b.*|obtener outlook para .*|(?:أُ?رسلت?|مرسل|مرسلة) من .*|(?:تم الإرسال|تم إرسال(?:ه|ها)?) من .*)$/i
const QUOTED = /^\s*>/
/** `From: …`, `De: …`: the head of a message below, as Outlook quotes it. */
const HEAD = /^\s*\*?(?:from|de|von|van|من)\s?:\*?\s+\S/i
const HEAD_GOES_ON =
  /^\s*\*?(?:sent|date|to|subject|enviado(?: el)?|fecha|para|asunto|تم الإرسال|التاريخ|إلى|الموضوع|verzonden|aan|gesendet|an)\s?:/i
const RULED = /^\s*(?:_{10,}|-{3,}.{0,60}-{3,}|\*{10,})\s*$/
/** How far a quotation is announced: `On 3 May, Amina wrote:` may take three lines. */
const ANNOUNCED = 3

type Lines = readonly string[]

function withoutSignature(lines: Lines): Lines {
  const at = lines.findIndex((line) => SIGNATURE.test(line))
  const kept = at < 0 ? lines : lines.slice(0, at)
  return kept.filter((line) => !SIGNED_BY_PROGRAM.test(line.trim()))
}

/** Where a quoted message begins by its head; what rules it off from the answer goes with it. */
function headAt(lines: Lines): number {
  const at = lines.findIndex(
    (line, n) =>
      HEAD.test(line) && lines.slice(n + 1, n + 5).some((next) => HEAD_GOES_ON.test(next)),
  )
  if (at < 0) return lines.length
  const before = lines.slice(0, at)
  const ruled = before.findLastIndex((line) => line.trim() !== '')
  return ruled >= 0 && RULED.test(before[ruled] ?? '') ? ruled : at
}

/** The lines that announce a quotation: they end with a colon and name a day, an hour or an address. */
function withoutAnnouncement(lines: Lines): Lines {
  const last = lines.findLastIndex((line) => line.trim() !== '')
  if (last < 0 || !/[:：]\s*$/.test(lines[last] ?? '')) return lines
  for (let first = last; first > last - ANNOUNCED && first >= 0; first -= 1) {
    const said = lines.slice(first, last + 1).join(' ')
    if (lines[first]?.trim() === '') break
    if (/\d{1,2}[:.]\d{2}|\d{4}|[٠-٩]{4}|\S+@\S+/.test(said)) return lines.slice(0, first)
  }
  return lines
}

/** Takes every quoted stretch out, with what announces it. */
function withoutQuotes(lines: Lines): Lines {
  let kept: Lines = []
  let inside = false
  for (const line of lines) {
    const quoted = QUOTED.test(line)
    if (quoted && !inside) kept = withoutAnnouncement(kept)
    if (!quoted) kept = [...kept, line]
    inside = quoted
  }
  return kept
}

const joined = (lines: Lines) =>
  lines
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()

/** The words of a first message; what it forwards is part of them. */
export function ownWords(text: string): string {
  return joined(withoutSignature(text.split('\n'))) || text.trim()
}

/** The words of an answer, without what it answers. Where nothing would be left, everything is. */
export function answerWords(text: string): string {
  const lines = text.split('\n')
  const marked = lines.findIndex((line) => line.includes(ABOVE))
  const above = marked < 0 ? lines : withoutAnnouncement(unquoted(lines.slice(0, marked)))
  const answer = above.slice(0, headAt(above))
  return joined(withoutSignature(withoutQuotes(answer))) || text.trim()
}

/** The mark itself may be quoted, and what stood above it in our letter. */
function unquoted(lines: Lines): Lines {
  const last = lines.findLastIndex((line) => !QUOTED.test(line) && line.trim() !== '')
  return lines.slice(0, last + 1)
}

/** A subject without `Re:` and `Fwd:` in the languages of mail programs. */
export function bareSubject(subject: string): string {
  return subject
    .replace(/^(?:\s*(?:re|rv|fwd?|aw|wg|tr|antw|رد|إعادة توجيه)\s*(?:\[\d+\])?\s*[:：])+/i, '')
    .trim()
}

/** Subject and words as one text: a subject that the words repeat is not said twice. */
export function saidIn(subject: string, words: string): string {
  const title = bareSubject(subject)
  const again = words.toLowerCase().startsWith(title.toLowerCase())
  return [again ? '' : title, words].filter(Boolean).join('\n\n')
}

/** At most so many signs; that there was more is seen. */
export function cutAt(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 2).trimEnd()} …`
}

const WAY = /^(?<name>[^@+]+)(?:\+(?<code>[0-9a-z]{8,64}))?@(?<domain>[^@]+)$/

/**
 * What an address of the city means (RFC 5233): the address for reports itself, or that of one case with its secret.
 * Undefined when it is none of ours.
 */
export function wayOf(
  address: string,
  mailTo: string,
): { readonly code: string | null } | undefined {
  const said = WAY.exec(address.trim().toLowerCase())?.groups
  const own = WAY.exec(mailTo.toLowerCase())?.groups
  if (!said || !own || said['name'] !== own['name'] || said['domain'] !== own['domain'])
    return undefined
  return { code: said['code'] ?? null }
}

/** The address by which an answer finds its case. */
export function answerAddress(mailTo: string, code: string): string {
  return mailTo.replace('@', `+${code}@`)
}

interface Point {
  readonly lon: number
  readonly lat: number
}

const METRES_OF_DEGREE = 111_320
/** Photos of one place lie so close together. */
const TOGETHER = 250

function apart(one: Point, other: Point): number {
  const east = (one.lon - other.lon) * Math.cos((one.lat * Math.PI) / 180)
  return Math.hypot(east, one.lat - other.lat) * METRES_OF_DEGREE
}

/** The place all photos that know theirs agree on: the first one's. Where they lie apart, nobody guesses. */
export function commonPlace(points: readonly Point[]): Point | null {
  const [first] = points
  if (!first) return null
  return points.every((point) => apart(first, point) <= TOGETHER) ? first : null
}
