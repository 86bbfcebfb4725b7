/** One group: what it is for, who belongs to it, what it wrote and has to do. */
import { page } from '#core/pages'
import { anyone } from '#core/people'
import { Layout, Notice, Words } from '#design'
import { readNames } from '#hub/cities'
import { z } from 'zod'
import { actingIn, worksIn } from '../acting.ts'
import { listDocuments, listMembers, listTasks, readGroup } from '../store/groups.ts'
import { listStatements } from '../store/statements.ts'
import { listTexts } from '../store/texts.ts'
import { Documents, Members, Statements, Tasks, Texts } from './group-parts.tsx'
import { Keeping } from './keeping.tsx'
import { trail } from './parts.tsx'

export const groupPage = page({
  name: 'groups.group',
  path: '/groups/:group',
  who: anyone,
  input: z.object({ group: z.string().max(60), language: z.string().max(10).optional() }),
  async load({ input, tx, by, now }) {
    const group = await readGroup(tx, input.group)
    const members = await listMembers(tx, group.id)
    const acting = await actingIn(tx, by, group)
    const open = group.closedBecause === null || worksIn(acting)
    const tasks = open ? await listTasks(tx, group.id) : []
    const documents = open ? await listDocuments(tx, group.id) : []
    const cities = [...members, ...tasks, ...documents].flatMap(({ city }) => city ?? [])
    const names = await readNames(tx, [...cities, ...acting.mine])
    return {
      group,
      open,
      members,
      names: Object.fromEntries([...names].map(([id, { name }]) => [id, name])),
      documents,
      acting,
      tasks,
      texts: open ? await listTexts(tx, group.id) : [],
      statements: await listStatements(tx, group.id),
      today: now.slice(0, 10),
    }
  },
  view: (shown, { say }) => (
    <Layout title={shown.group.name} breadcrumb={trail(say)}>
      {shown.group.endedOn !== null && <Notice title={say('groups.ended.text')} />}
      <Words text={shown.group.purpose} />
      {shown.group.closedBecause !== null && (
        <Notice tone="info" title={say('groups.closed.text')}>
          <Words text={shown.group.closedBecause} />
        </Notice>
      )}
      <Members {...shown} />
      <Statements {...shown} />
      {shown.open && (
        <>
          <Texts {...shown} />
          <Documents {...shown} />
          <Tasks {...shown} />
        </>
      )}
      <Keeping {...shown} />
    </Layout>
  ),
})

/** What the page of a group shows. */
export type GroupShown = Awaited<ReturnType<typeof groupPage.load>>
