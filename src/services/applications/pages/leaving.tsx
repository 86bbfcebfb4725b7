import { Refusal } from '#core/kernel'
import { page } from '#core/pages'
import { anyone } from '#core/people'
import { Button, ButtonLink, ButtonRow, Empty, Layout } from '#design'
import { z } from 'zod'
import { inLanguage } from '../model.ts'
import { findStanding } from '../store/applications.ts'

/** Whether an application may send somebody there: a registered address, and its own `state` behind it. */
function isRegistered(to: string, addresses: readonly string[]): boolean {
  return addresses.some(
    (one) => to === one || to.startsWith(`${one}${one.includes('?') ? '&' : '?'}state=`),
  )
}

export const leavingPage = page({
  name: 'applications.leaving',
  path: '/applications/leaving',
  who: anyone,
  hidden: true,
  input: z.object({
    xsrf: z.string().max(200).optional(),
    application: z.string().max(60).optional(),
  }),
  async load({ input, tx }) {
    const known = input.application ? await findStanding(tx, input.application) : undefined
    return { xsrf: input.xsrf ?? null, name: known?.facts.name ?? null }
  },
  view: ({ xsrf, name }, { say, language }) => (
    <Layout
      title={say('applications.leaving')}
      lead={
        name
          ? say('applications.leaving.from', { name: inLanguage(name, language) })
          : say('applications.leaving.lead')
      }
      narrow
    >
      {xsrf === null ? (
        <Empty
          title={say('applications.leaving.nothing')}
          action={<ButtonLink href="/">{say('applications.home')}</ButtonLink>}
        />
      ) : (
        <form class="cr-form" method="post" action="/connect/end/confirm">
          <input type="hidden" name="xsrf" value={xsrf} />
          <ButtonRow>
            <Button name="logout" value="yes">
              {say('applications.leaving.all')}
            </Button>
            <Button kind="secondary">{say('applications.leaving.only')}</Button>
          </ButtonRow>
        </form>
      )}
    </Layout>
  ),
})

export const leftPage = page({
  name: 'applications.left',
  path: '/applications/left',
  who: anyone,
  hidden: true,
  input: z.object({
    application: z.string().max(60).optional(),
    to: z.string().max(2000).optional(),
  }),
  async load({ input, tx }) {
    const { application, to } = input
    if (!application || !to) return { to: null }
    const known = await findStanding(tx, application)
    if (!known || !isRegistered(to, known.facts.afterwards))
      throw new Refusal('not-found', ['no-such-application'])
    return { to }
  },
  view: ({ to }, { say }) => (
    <Layout
      title={say('applications.left')}
      lead={say(to === null ? 'applications.left.lead' : 'applications.onward.lead')}
      {...(to === null ? {} : { onward: to })}
      narrow
    >
      <ButtonRow>
        <ButtonLink href={to ?? '/'}>
          {say(to === null ? 'applications.home' : 'applications.onward.go')}
        </ButtonLink>
      </ButtonRow>
    </Layout>
  ),
})
