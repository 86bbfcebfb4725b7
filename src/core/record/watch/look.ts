/** One look at a log: everything that can be seen from outside is compared with what was seen before. */
import {
  type Checked,
  type Checkpoint,
  checkNote,
  checkpointFrom,
  judge,
  LOG_TYPES,
  type Note,
  noteFrom,
  parseKey,
  type Policy,
  type VerifierKey,
} from '../log/index.ts'
import { askWitnesses, missingWitnesses, type Shown, splitViews } from './cosigners.ts'
import { contradiction, type News, readNews, treeOf } from './growing.ts'
import {
  type Announced,
  type Finding,
  type FindingKind,
  type Look,
  type Seen,
  SILENCE,
  Unreachable,
  type Watching,
} from './model.ts'

/** A checkpoint that a known key of the log signed. */
interface Signed {
  readonly text: string
  readonly note: Note
  readonly checkpoint: Checkpoint
  readonly log: readonly Checked[]
  readonly cosigned: readonly { readonly name: string; readonly seconds: number }[]
  readonly quorum: boolean
}

/** The keys that the policy names, and those that the log announced under quorum. */
function believed({ logs, ...policy }: Policy, announced: readonly Announced[]): Policy {
  const known = new Set(logs.map(({ key }) => `${key.name} ${key.id}`))
  const more = announced
    .filter(({ sure }) => sure)
    .map(({ vkey }) => parseKey(vkey))
    .filter(({ name, id }) => !known.has(`${name} ${id}`))
    .map((key) => ({ key, name: key.name, url: undefined }))
  return { ...policy, logs: [...logs, ...more] }
}

const changed = (about: string, says: string): Finding => ({ kind: 'key-changed', about, says })

async function readSigned(of: Watching, policy: Policy): Promise<Signed | Finding> {
  const served = await of.read('checkpoint')
  const text = Buffer.from(served ?? []).toString()
  const note = noteFrom(text)
  if (!note || !checkpointFrom(note.text)) throw new Unreachable('it shows no signed checkpoint')
  try {
    return { text, note, ...judge(note, policy) }
  } catch (failure) {
    const by = note.lines.map(({ name, id }) => `${name}+${id}`).join(', ')
    const why = failure instanceof Error ? failure.message : String(failure)
    return changed('', `${why}; its signatures say they are by ${by}`)
  }
}

/** The checkpoint, read again for a while if too few witnesses have cosigned it: they are asked after it appears. */
async function settled(of: Watching, policy: Policy): Promise<Signed | Finding> {
  for (let waited = 0; ; waited += 1) {
    const signed = await readSigned(of, policy)
    const done = 'kind' in signed || signed.quorum
    if (done || !(await of.patience(waited))) return signed
  }
}

/** Keys that sign as the log and that neither the policy nor an entry of the log names. */
function strangers({ note, checkpoint }: Signed, keys: readonly VerifierKey[]): Finding[] {
  const unknown = note.lines.filter(
    ({ name, id }) => name === checkpoint.origin && !keys.some((key) => key.id === id),
  )
  return unknown.map(({ name, id }) =>
    changed(id, `the key ${name}+${id} signs as well, and no entry of the log announced it`),
  )
}

/** Keys that entries named so far: believed once enough witnesses have seen a log that holds the entry. */
function announcedBy(seen: Seen | undefined, news: News | undefined, quorum: boolean) {
  const old = seen?.announced ?? []
  const fresh = (news?.keys ?? []).filter(({ vkey }) => !old.some((one) => one.vkey === vkey))
  const all = [...old, ...fresh.map((one) => ({ ...one, sure: false }))]
  const announced = all.map((one) => ({ ...one, sure: one.sure || quorum }))
  const now = announced.filter(({ sure }, n) => sure && !all[n]?.sure)
  const happened = now.map(({ vkey, index }): Finding => ({
    kind: 'key-announced',
    about: vkey,
    says: `entry ${index} announces the key ${vkey}; it is believed from now on`,
  }))
  return { announced, happened }
}

/** The newest moment that anything of this log shows, in milliseconds; NaN when nothing does. */
function newestOf(signed: Signed, newest: string): { at: number; dated: boolean } {
  const dates = [...signed.log, ...signed.cosigned].map(({ seconds }) => seconds * 1000)
  const at = Math.max(0, ...dates)
  return at > 0 ? { at, dated: true } : { at: Date.parse(newest), dated: false }
}

function staleness({ clock, limit }: Watching, signed: Signed, newest: string): Finding[] {
  const { at, dated } = newestOf(signed, newest)
  const age = Date.parse(clock()) - at
  if (!(age > (dated ? limit : limit * SILENCE))) return []
  const what = dated ? 'signature with a time' : 'entry'
  const says = `its last ${what} is of ${new Date(at).toISOString()}`
  return [{ kind: 'stale', about: '', says }]
}

async function policyNow(of: Watching, seen: Seen | undefined) {
  const served = await of.read('policy')
  const policy = served && Buffer.from(served).toString()
  if (!seen || seen.policy === policy) return { policy, happened: [] }
  const says = policy === undefined ? 'it shows no policy any more' : 'it shows another policy'
  return { policy, happened: [{ kind: 'policy-changed', about: '', says } as const] }
}

function lastCosigned(seen: Seen | undefined, signed: Signed, shown: readonly Shown[]) {
  const last: Record<string, number> = { ...seen?.cosigned }
  for (const { name, seconds } of [...signed.cosigned, ...shown]) {
    if (seconds > 0) last[name] = Math.max(last[name] ?? 0, seconds)
  }
  return last
}

const ALWAYS: readonly FindingKind[] = [
  ...(['unreachable', 'key-changed', 'rollback', 'rewritten', 'damaged'] as const),
  ...(['too-few-witnesses', 'witness-missing', 'stale'] as const),
]

/** Whether the log went on from what was seen, with what is new; or what is wrong with it. */
async function went(of: Watching, seen: Seen | undefined, signed: Signed) {
  const { checkpoint: now, text } = signed
  const old = treeOf(seen?.note)
  const wrong = old && (await contradiction(of.read, old, now))
  if (wrong) return { wrong: { ...wrong, evidence: [seen?.note ?? '', text] } }
  const news = await readNews(of.read, old, now)
  return 'kind' in news ? { wrong: news } : { news }
}

async function witnessing(
  of: Watching,
  seen: Seen | undefined,
  signed: Signed & { sound: boolean },
) {
  const keys = believed(of.policy, seen?.announced ?? []).logs.map(({ key }) => key)
  const shown = await askWitnesses(of, signed.checkpoint.origin, keys)
  const ours = { note: signed.text, checkpoint: signed.checkpoint }
  const split = signed.sound ? await splitViews(of.read, ours, shown) : []
  const cosigned = lastCosigned(seen, signed, shown)
  const few = `${signed.cosigned.length} of ${of.policy.witnesses.length} witnesses have cosigned its checkpoint, fewer than the policy asks for`
  const lacking: Finding[] = signed.quorum
    ? []
    : [{ kind: 'too-few-witnesses', about: '', says: few }]
  return { cosigned, found: [...split, ...lacking, ...missingWitnesses(of, cosigned)] }
}

/** Looks at a log once. Throws `Unreachable` when it does not answer. */
export async function look(of: Watching, seen: Seen | undefined): Promise<Look> {
  const signed = await settled(of, believed(of.policy, seen?.announced ?? []))
  if ('kind' in signed) {
    const judged = new Set<FindingKind>(['unreachable', 'key-changed'])
    return { seen, found: [signed], happened: [], judged }
  }
  const { news, wrong } = await went(of, seen, signed)
  const { announced, happened } = announcedBy(seen, news, signed.quorum && !wrong)
  const named = announced.map(({ vkey }) => parseKey(vkey))
  const keys = [...of.policy.logs.map(({ key }) => key), ...named]
  const spoilt = checkNote(signed.note, keys) === undefined
  const strange = spoilt ? [changed('', 'a signature of an announced key is wrong')] : []
  const sound = wrong === undefined || wrong.kind === 'rewritten'
  const { cosigned, found } = await witnessing(of, seen, { ...signed, sound })
  const { policy, happened: moved } = await policyNow(of, seen)
  const newest = news?.newest ?? seen?.newest ?? ''
  const note = wrong ? seen?.note : signed.text
  return {
    seen: note === undefined ? seen : { note, policy, cosigned, announced, newest },
    found: [
      ...strange,
      ...strangers(
        signed,
        keys.filter(({ type }) => LOG_TYPES.includes(type)),
      ),
      ...(wrong ? [wrong] : []),
      ...found,
      ...staleness(of, signed, newest),
    ],
    happened: [...happened, ...(news?.happened ?? []), ...moved],
    judged: new Set<FindingKind>([...ALWAYS, ...(sound ? (['split-view'] as const) : [])]),
  }
}
