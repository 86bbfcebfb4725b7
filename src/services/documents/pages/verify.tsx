/** Checking a document without signing in. */
import { dateIn, Refusal } from '#core/kernel'
import { type Look, page, useHere } from '#core/pages'
import { anyone } from '#core/people'
import { Code, Form, Layout, Notice, Prose, Section, Summary, type Tone, When } from '#design'
import { z } from 'zod'
import { verify } from '../actions/verify.ts'
import { before, CHECK_MINUTES, type Issued, standingOf } from '../model.ts'
import { hashed, numberTyped } from '../secrets.ts'
import { readByNumber, readChecked } from '../store/issued.ts'
import { proofOf, sealOf } from './proving.ts'
import { Stands } from './parts.tsx'

/** What the number alone says: never whose it is, nor what it is called. */
function toldOf(issued: Issued, { now, city, language }: Look<unknown>) {
  const unit = city.units.find(({ code }) => code === issued.unit)
  const { number, kind, issuedAt, validFrom, validUntil, withdrawnAt, withdrawnBecause } = issued
  return {
    number,
    kind,
    issuedAt,
    validFrom,
    validUntil,
    withdrawnAt,
    withdrawnBecause,
    unit: unit?.name[language] ?? unit?.name['en'] ?? issued.unit,
    standing: standingOf(issued, dateIn(now, city.zone)),
  }
}

type Told = ReturnType<typeof toldOf>

function Facts({ told }: { told: Told }) {
  const { say } = useHere()
  const row = (key: string, value: preact.ComponentChildren) => ({
    key: say(`documents.fact.${key}`),
    value,
  })
  const rows = [
    row('state', <Stands standing={told.standing} />),
    row('kind', say(`documents.kind.${told.kind}`)),
    row('number', <bdi>{told.number}</bdi>),
    row('unit', told.unit),
    row('issued', <When at={told.issuedAt} />),
    row('from', <When at={told.validFrom} />),
    ...(told.validUntil ? [row('until', <When at={told.validUntil} />)] : []),
    ...(told.withdrawnAt ? [row('withdrawn', <When at={told.withdrawnAt} />)] : []),
    ...(told.withdrawnBecause
      ? [row('because', say(`documents.withdrawal.${told.withdrawnBecause}`))]
      : []),
  ]
  return <Summary rows={rows} />
}

/** The form for whoever holds a document in their hands. */
export const verifyPage = page({
  name: 'documents.verify-page',
  path: '/verify',
  who: anyone,
  input: z.object({ number: z.string().max(300).optional() }),
  load: () => Promise.resolve({}),
  view: (_, { say }) => (
    <Layout title={say('documents.verify-page')} lead={say('documents.verify.lead')} narrow>
      <Form action={verify} fields={['number', 'file']} />
      <Prose>
        <p>{say('documents.verify.how')}</p>
      </Prose>
    </Layout>
  ),
})

/** What the city says of a number. */
export const numberPage = page({
  name: 'documents.number',
  path: '/verify/:number',
  who: anyone,
  hidden: true,
  input: z.object({ number: z.string().max(40) }),
  async load(look) {
    const number = numberTyped(look.input.number)
    const issued = number && (await readByNumber(look.tx, number))
    if (!issued) throw new Refusal('not-found', ['documents.no-such-number'])
    return toldOf(issued, look)
  },
  view: (told, { say }) => (
    <Layout
      title={say(`documents.says.${told.standing}`)}
      lead={say('documents.number.lead')}
      breadcrumb={[{ href: '/verify', text: say('documents.verify-page') }]}
      narrow
    >
      <Facts told={told} />
      <Section title={say('documents.number.file')} id="file">
        <Form action={verify} with={{ number: told.number }} fields={['file']} />
      </Section>
    </Layout>
  ),
})

const TONES: Readonly<Record<string, Tone>> = {
  matches: 'success',
  differs: 'error',
  unknown: 'warning',
}

const which = z.object({ check: z.string().max(200) })

async function readCheck(look: Look<z.infer<typeof which>>) {
  const { input, tx, now } = look
  const checked = await readChecked(tx, hashed('check', input.check), before(now, CHECK_MINUTES))
  if (!checked) throw new Refusal('not-found', ['documents.check-over'])
  const issued = checked.number === null ? undefined : await readByNumber(tx, checked.number)
  return { checked, issued, check: input.check }
}

/** What came of a check with a file. */
export const checkPage = page({
  name: 'documents.check',
  path: '/verify/checks/:check',
  who: anyone,
  hidden: true,
  input: which,
  async load(look) {
    const { checked, issued, check } = await readCheck(look)
    return { ...checked, check, told: issued ? toldOf(issued, look) : null }
  },
  view: ({ outcome, sha256, at, told, check }, { say }) => (
    <Layout
      title={say('documents.check')}
      breadcrumb={[{ href: '/verify', text: say('documents.verify-page') }]}
      narrow
    >
      <Notice tone={TONES[outcome] ?? 'warning'} title={say(`documents.outcome.${outcome}`)}>
        <p>{say(`documents.outcome.${outcome}.text`)}</p>
      </Notice>
      {told && told.standing !== 'valid' && (
        <Notice tone="warning" title={say(`documents.says.${told.standing}`)} />
      )}
      {told && <Facts told={told} />}
      <Prose>
        <p>
          {say('documents.check.made')} <When at={at} style="dateTime" />
        </p>
        <p>
          {say('documents.fact.sha256')}: <Code text={sha256} inline />
        </p>
        {outcome === 'matches' && (
          <ul>
            <li>
              <a href={`/verify/checks/${check}/proof`}>{say('documents.proof')}</a>
            </li>
            <li>
              <a href={`/verify/checks/${check}/seal`}>{say('documents.seal-file')}</a>
            </li>
          </ul>
        )}
      </Prose>
    </Layout>
  ),
})

async function readMatch(look: Look<z.infer<typeof which>>): Promise<Issued> {
  const { checked, issued } = await readCheck(look)
  if (checked.outcome !== 'matches' || !issued) {
    throw new Refusal('not-found', ['documents.check-over'])
  }
  return issued
}

/** The proof for whoever showed the file: the commitment stands on the public record. */
export const checkProof = page({
  name: 'documents.check-proof',
  path: '/verify/checks/:check/proof',
  who: anyone,
  hidden: true,
  input: which,
  load: async (look) => proofOf(look, await readMatch(look)),
  sends: (proof) => proof,
  view: () => <></>,
})

/** The statement that the city signs, for whoever showed the file. */
export const checkSeal = page({
  name: 'documents.check-seal',
  path: '/verify/checks/:check/seal',
  who: anyone,
  hidden: true,
  input: which,
  load: async (look) => ({ issued: await readMatch(look), url: look.city.url }),
  sends: ({ issued, url }, { sign }) => sealOf(issued, url, sign),
  view: () => <></>,
})
