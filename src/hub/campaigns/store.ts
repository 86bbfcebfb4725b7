/** Campaigns and the pledges made in them. */
import { sql, type Tx } from '#core/database'
import { Refusal } from '#core/kernel'
import { z } from 'zod'
import { Rule } from './model.ts'

const Campaign = z.object({
  id: z.string(),
  name: z.string(),
  language: z.string(),
  about: z.string(),
  target: z.number(),
  starts: z.string(),
  zone: z.string(),
  days: z.number(),
  baseline: z.number(),
  rule: Rule,
  launchedAt: z.string(),
  result: z.number().nullable(),
  closedAt: z.string().nullable(),
})
export type Campaign = z.infer<typeof Campaign>
const columns = sql`id, name, language, about, target, starts_on as starts, zone, days, baseline,
  rule, launched_at as "launchedAt", result, closed_at as "closedAt"`

/** Every campaign, the newest first. */
export function listCampaigns(tx: Tx): Promise<Campaign[]> {
  return tx.many(
    sql`select ${columns} from campaigns.campaign order by starts_on desc, id limit 200`,
    Campaign,
  )
}

/** Campaigns whose result is not written down. */
export function listOpen(tx: Tx): Promise<Campaign[]> {
  return tx.many(
    sql`select ${columns} from campaigns.campaign where closed_at is null order by id limit 200
        for update`,
    Campaign,
  )
}

export function findCampaign(tx: Tx, id: string): Promise<Campaign | undefined> {
  return tx.one(sql`select ${columns} from campaigns.campaign where id = ${id}`, Campaign)
}

export async function readCampaign(tx: Tx, id: string): Promise<Campaign> {
  const found = await findCampaign(tx, id)
  if (!found) throw new Refusal('not-found', ['no-such-campaign'])
  return found
}

export async function addCampaign(
  tx: Tx,
  it: Omit<Campaign, 'launchedAt' | 'result' | 'closedAt'>,
  at: string,
): Promise<void> {
  await tx.run(sql`insert into campaigns.campaign
      (id, name, language, about, target, starts_on, zone, days, baseline, rule, launched_at)
    values (${it.id}, ${it.name}, ${it.language}, ${it.about}, ${it.target}, ${it.starts},
      ${it.zone}, ${it.days}, ${it.baseline}, ${JSON.stringify(it.rule)}::jsonb, ${at})`)
}

export async function setResult(
  tx: Tx,
  it: { id: string; result: number; at: string },
): Promise<void> {
  await tx.run(sql`update campaigns.campaign set result = ${it.result}, closed_at = ${it.at}
    where id = ${it.id} and closed_at is null`)
}

const Pledge = z.object({
  campaign: z.string(),
  city: z.string(),
  text: z.string(),
  measure: z.string(),
  goal: z.number(),
  dueOn: z.string(),
  authority: z.string(),
  decision: z.string(),
  pledgedOn: z.string(),
  value: z.number().nullable(),
  reportedOn: z.string().nullable(),
  source: z.string().nullable(),
})
export type Pledge = z.infer<typeof Pledge>
const pledge = sql`campaign, city, text, measure, goal, due_on as "dueOn", authority, decision,
  pledged_on as "pledgedOn", value, reported_on as "reportedOn", source`

/** The pledges of a campaign in the order in which they were made. */
export function listPledges(tx: Tx, campaign: string): Promise<Pledge[]> {
  return tx.many(
    sql`select ${pledge} from campaigns.pledge where campaign = ${campaign}
        order by pledged_on, city limit 2000`,
    Pledge,
  )
}

/** The pledges of a city. */
export function listPledgesOf(tx: Tx, city: string): Promise<Pledge[]> {
  return tx.many(
    sql`select ${pledge} from campaigns.pledge where city = ${city}
        order by pledged_on desc, campaign limit 200`,
    Pledge,
  )
}

export async function addPledge(
  tx: Tx,
  it: Omit<Pledge, 'value' | 'reportedOn' | 'source'>,
): Promise<void> {
  await tx.run(sql`insert into campaigns.pledge
      (campaign, city, text, measure, goal, due_on, authority, decision, pledged_on)
    values (${it.campaign}, ${it.city}, ${it.text}, ${it.measure}, ${it.goal}, ${it.dueOn},
      ${it.authority}, ${it.decision}, ${it.pledgedOn})`)
}

/** How far it is; false when there is no such pledge. */
export async function setReport(
  tx: Tx,
  it: { campaign: string; city: string; value: number; on: string; source: string },
): Promise<void> {
  await tx.run(sql`update campaigns.pledge set value = ${it.value}, reported_on = ${it.on},
    source = ${it.source} where campaign = ${it.campaign} and city = ${it.city}`)
}
