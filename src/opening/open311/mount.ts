/** The city speaks Open311 (GeoReport v2) with other programs: addresses, formats, errors. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { Refusal } from '#core/kernel'
import type { Protocol, RunningCity } from '#core/web'
import { forProtocol as open311 } from '#services/open311'
import { type Body, bodyOf, namesIn, Unread } from './body.ts'
import { referenceOf, SIGNS } from './reference.ts'
import { takeRequest, takeUpdate, wrongsOf } from './take.ts'

type City = Omit<RunningCity, 'protocols'>
type Answer = open311.Answer
type Format = open311.Format

/** What an address asks for. */
interface Question {
  readonly name: string
  readonly id: string | undefined
  readonly format: Format
  readonly trial: boolean
}

const PATH =
  /^\/open311(?:\/+(?<trial>test))?(?:\/+v2)?\/+(?<name>[a-z]+)(?:\/+(?<id>.+))?\.(?<format>\w+)$/
const NAMES = ['discovery', 'services', 'requests', 'tokens', 'servicerequestupdates']

/** What is asked for, whichever way clients put base and resource together; undefined when it is nothing. */
export function questionIn(path: string): Question | undefined {
  const { trial, name = '', id, format } = PATH.exec(path)?.groups ?? {}
  if (!NAMES.includes(name) || (format !== 'xml' && format !== 'json')) return undefined
  return { name, id, format, trial: trial !== undefined }
}

function languageOf(req: IncomingMessage, city: City): string {
  const { languages } = city.facts
  const said = (req.headers['accept-language'] ?? '')
    .split(',')
    .map((one) => one.trim().slice(0, 2))
  return said.find((one) => languages.includes(one)) ?? languages[0] ?? 'en'
}

async function read(
  city: City,
  question: Question,
  asked: open311.Asked,
  language: string,
): Promise<Answer> {
  const wrong = open311.wrongJurisdiction(asked, city.facts)
  if (wrong) return { wrong: [wrong] }
  const say = city.say(language)
  const telling = {
    city: city.facts,
    language,
    word: (state: string) => say(`reports.state.${state}`),
  }
  const { name, id } = question
  return city.db.as('open311').look(async (tx): Promise<Answer> => {
    const reading = { tx, asked, telling, now: city.clock() }
    if (name === 'discovery') return open311.discoveryAnswer(reading)
    if (name === 'services')
      return id === undefined
        ? open311.servicesAnswer(reading)
        : open311.definitionAnswer(reading, id)
    if (name === 'tokens') return open311.tokenAnswer(reading, id ?? '')
    if (name === 'servicerequestupdates') return open311.updatesAnswer(reading)
    return id === undefined ? open311.listAnswer(reading) : open311.oneAnswer(reading, id)
  })
}

async function take(
  city: City,
  question: Question,
  req: IncomingMessage,
  language: string,
): Promise<Answer> {
  const body: Body = await bodyOf(req)
  const { 'idempotency-key': said } = req.headers
  const reference = referenceOf(typeof said === 'string' ? said : undefined)
  if (reference === null) return { wrong: [{ code: 400, says: 'bad-reference', values: SIGNS }] }
  const taking = { city, body, language, reference, trial: question.trial }
  if (question.name === 'requests' && question.id === undefined) return takeRequest(taking)
  if (question.name === 'servicerequestupdates') return takeUpdate(taking)
  return only(405, 'only-reading')
}

const only = (code: open311.Wrong['code'], says: string): Answer => ({ wrong: [{ code, says }] })

/** The answer, or what was wrong: refusals are the city's no, everything else is its fault. */
async function answered(city: City, question: Question, req: IncomingMessage): Promise<Answer> {
  const language = languageOf(req, city)
  try {
    if (req.method === 'POST') return await take(city, question, req, language)
    const [, query = ''] = (req.url ?? '').split('?')
    return await read(city, question, namesIn(new URLSearchParams(query)), language)
  } catch (failure) {
    if (failure instanceof Refusal) return { wrong: wrongsOf(city, failure, language) }
    if (failure instanceof Unread)
      return only(failure.code, failure.code === 413 ? 'too-large' : 'unreadable')
    city.log.error({ err: failure }, 'an Open311 request could not be answered')
    return only(500, 'our-fault')
  }
}

function send(res: ServerResponse, status: number, type: string, text: string): void {
  const bytes = Buffer.from(text, 'utf8')
  res.writeHead(status, {
    'content-type': type,
    'content-length': bytes.length,
    'cache-control': 'no-cache',
    'access-control-allow-origin': '*',
    'cross-origin-resource-policy': 'cross-origin',
    vary: 'accept-language',
  })
  res.end(bytes)
}

function sendAnswer(
  city: City,
  it: { res: ServerResponse; format: Format; language: string },
  answer: Answer,
): void {
  const { res, format, language } = it
  const type = open311.typeOf(format)
  if (!('wrong' in answer))
    return send(res, 200, type, open311.written(format, answer.root, answer.value))
  const say = city.say(language)
  const errors = open311.errorsOf(
    answer.wrong,
    ({ text, says, values }) => text ?? say(`open311.wrong.${says}`, values),
  )
  send(res, answer.wrong[0]?.code ?? 400, type, open311.written(format, 'errors', errors))
}

/** The city's door for Open311. */
export function openOpen311(city: City): Protocol {
  return {
    name: 'open311.protocol',
    paths: [
      '/open311/discovery.xml',
      '/open311/discovery.json',
      '/open311/v2/*',
      '/open311/test/v2/*',
    ],
    async answer({ req, res }) {
      const [path = ''] = (req.url ?? '').split('?')
      const question = questionIn(decoded(path))
      const language = languageOf(req, city)
      if (!question)
        send(
          res,
          404,
          'text/plain; charset=utf-8',
          `${city.say(language)('open311.wrong.no-address')}\n`,
        )
      else
        sendAnswer(
          city,
          { res, format: question.format, language },
          await answered(city, question, req),
        )
      return 'written'
    },
  }
}

/** The path as it was meant; one that cannot be read is left as it is, and found nowhere. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
