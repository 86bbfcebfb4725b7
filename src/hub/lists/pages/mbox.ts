/** A list as a file that mail programs and other list software read (mboxrd, RFC 4155). */
import type { Feed } from '#core/pages'
import { readAs } from '../reading.ts'
import { addressOf, listIdOf } from '../sending.ts'
import { listMailed, type Mailed } from '../store/archive.ts'
import type { List } from '../store/lists.ts'

const PART = 200
const MOST_PARTS = 10_000
const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')
const two = (number: number) => String(number).padStart(2, '0')

/** `Mon, 02 Mar 2026 09:00:00 +0000` (RFC 5322 3.3), and the same as the separating line has it. */
function datesOf(at: string): { header: string; line: string } {
  const date = new Date(at)
  const [day, month] = [DAYS[date.getUTCDay()], MONTHS[date.getUTCMonth()]]
  const time = [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()].map(two).join(':')
  const of = two(date.getUTCDate())
  const year = date.getUTCFullYear()
  return {
    header: `${day}, ${of} ${month} ${year} ${time} +0000`,
    line: `${day} ${month} ${of} ${time} ${year}`,
  }
}

/** A header with any letters: encoded words of at most 45 bytes, never cut inside a letter (RFC 2047). */
function headerText(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text)) return text
  const words: string[] = []
  let word = ''
  for (const letter of text) {
    if (Buffer.byteLength(word + letter) > 45) {
      words.push(word)
      word = ''
    }
    word += letter
  }
  return [...words, word]
    .map((one) => `=?UTF-8?B?${Buffer.from(one).toString('base64')}?=`)
    .join('\n ')
}

function mboxOf(it: Mailed, list: Omit<List, 'salt'>, somebody: string): string {
  const { header, line } = datesOf(it.writtenAt)
  const phrase = headerText(it.shown ?? somebody)
  const name = phrase.startsWith('=?') ? phrase : `"${phrase.replace(/(["\\])/g, '\\$1')}"`
  const head = [
    `From ${addressOf(list)} ${line}`,
    `Message-ID: ${it.messageId}`,
    ...(it.inReplyTo === null ? [] : [`In-Reply-To: ${it.inReplyTo}`]),
    ...(it.answers.length === 0 ? [] : [`References: ${it.answers.join('\n ')}`]),
    `From: ${name} <${addressOf(list)}>`,
    `To: <${addressOf(list)}>`,
    `Subject: ${headerText(it.subject)}`,
    `Date: ${header}`,
    `List-Id: ${listIdOf(list)}`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: 8bit',
  ]
  const body = it.body.replace(/^(>*From )/gm, '>$1')
  return `${head.join('\n')}\n\n${body}\n\n`
}

export const asMbox: Feed<{ list: string }> = {
  type: 'application/mbox',
  async *write({ input, by, say, look }) {
    const { list } = await look((tx) => readAs(tx, by, input.list))
    let after: { at: string; id: string } | null = null
    for (let part = 0; part < MOST_PARTS; part += 1) {
      const from: { at: string; id: string } | null = after
      const rows: Mailed[] = await look((tx) =>
        listMailed(tx, { list: list.name, after: from, limit: PART }),
      )
      for (const row of rows) yield mboxOf(row, list, say('lists.somebody'))
      const last = rows.at(-1)
      if (!last || rows.length < PART) return
      after = { at: last.writtenAt, id: last.id }
    }
  },
}
