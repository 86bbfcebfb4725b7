/** Who lives and works in the sample city: accounts in the vault, posts by invitation. */
import { personOf, type Post } from '#core/people'
import { inviteFirstOfficial } from '../first-official.ts'
import type { Actor, Stage } from './stage.ts'
import type { Words } from './words.ts'

/** A resident with an account, and how much she writes. */
export interface Resident extends Actor {
  readonly name: string
  readonly phone?: string | undefined
  readonly writes: number
}

/** Everybody, once their accounts are open. */
export interface Cast {
  readonly residents: readonly Resident[]
  /** By role. */
  readonly officials: ReadonlyMap<string, Actor>
}

type Somebody = { readonly email: string; readonly language: string }

async function account(stage: Stage, one: Somebody, password: string): Promise<Actor> {
  const { city } = stage
  const { email, language } = one
  const opened = await city.channel('account').accounts.open({
    email,
    password,
    language,
    address: `sample ${email}`,
    now: stage.now(),
    confirmed: true,
  })
  if (!('peopleRef' in opened)) throw new Error(`${email} cannot have an account`)
  return { email, language, person: asPerson(stage, opened.peopleRef, []) }
}

function asPerson(stage: Stage, ref: string, posts: readonly Post[]) {
  const { roles } = stage.city.facts
  const shown = { how: ['passkey'], assurance: 'substantial', provedAt: stage.now() } as const
  return personOf({ id: `sample ${ref}`, ref, since: stage.now(), ...shown, posts }, roles)
}

/** The first official follows the link of the first start; everybody else is invited by them. */
async function appointed(
  stage: Stage,
  somebody: Actor,
  posts: readonly Post[],
  first: Actor | undefined,
): Promise<Actor> {
  for (const post of posts) {
    const link = first
      ? (
          await stage.does(first, 'account.invite', {
            role: post.role,
            ...(post.unit ? { unit: post.unit } : {}),
          })
        )['secret']
      : (await inviteFirstOfficial({ ...stage.city, clock: stage.now }))?.split('/').at(-1)
    await stage.does(somebody, 'account.join', { secret: link })
  }
  return { ...somebody, person: asPerson(stage, somebody.person?.ref ?? '', posts) }
}

/** Opens every account (passwords cost time: four at once) and fills every post. */
export async function openAccounts(stage: Stage, { people }: Pick<Words, 'people'>): Promise<Cast> {
  const { password } = people
  const all = [...people.residents, ...people.officials]
  const actors = await Promise.all(all.map((one) => account(stage, one, password)))
  const byEmail = new Map(actors.map((actor) => [actor.email, actor]))
  const officials = new Map<string, Actor>()
  let first: Actor | undefined
  for (const { email, role, units } of people.officials) {
    const somebody = byEmail.get(email)
    if (!somebody) continue
    const posts = units.length > 0 ? units.map((unit) => ({ role, unit })) : [{ role, unit: null }]
    const actor = await appointed(stage, somebody, posts, first)
    first ??= actor
    officials.set(role, actor)
  }
  const residents = people.residents.flatMap(({ name, phone, writes, email }) => {
    const actor = byEmail.get(email)
    return actor ? [{ ...actor, name, phone, writes }] : []
  })
  return { residents, officials }
}
