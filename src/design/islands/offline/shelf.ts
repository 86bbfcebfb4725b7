/** Drafts on this telephone: in the browser's own database, and nowhere else until they are sent. */

/** A report that waits on this telephone. After sending, only its number and its code are left. */
export interface Draft {
  readonly id: string
  readonly at: string
  readonly state: 'waiting' | 'attention' | 'sent'
  /** It was handed in, and no answer came: it may have arrived as it is. */
  readonly tried?: boolean
  /** What was typed, by the names of the fields. */
  readonly fields: Readonly<Record<string, string>>
  readonly photos: readonly Blob[]
  /** Photos that have arrived in the city already. */
  readonly arrived: readonly string[]
  readonly reasons: readonly string[]
  readonly number?: string
  readonly code?: string
}

/** What may have arrived already is sent again as it is before anything of it changes: else it would arrive as another. */
export const mayChange = ({ state, tried = false }: Pick<Draft, 'state' | 'tried'>) =>
  state === 'attention' || (state === 'waiting' && !tried)

const [BASE, SHELF] = ['cityright-drafts', 'drafts']

function asked<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', () => reject(request.error ?? new Error('no storage')))
  })
}

/** A telephone that is full says so only at the end: what was put in is there when the transaction is complete. */
function kept(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.addEventListener('complete', () => resolve())
    transaction.addEventListener('abort', () => reject(transaction.error ?? new Error('no room')))
  })
}

async function within<T>(
  mode: IDBTransactionMode,
  work: (shelf: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const opening = indexedDB.open(BASE, 1)
  opening.addEventListener('upgradeneeded', () => {
    opening.result.createObjectStore(SHELF, { keyPath: 'id' })
  })
  const base = await asked(opening)
  try {
    const transaction = base.transaction(SHELF, mode)
    const [result] = await Promise.all([
      asked(work(transaction.objectStore(SHELF))),
      kept(transaction),
    ])
    return result
  } finally {
    base.close()
  }
}

/** Every draft, the oldest first. */
export async function listDrafts(): Promise<Draft[]> {
  const all: Draft[] = await within('readonly', (shelf) => shelf.getAll())
  return all.toSorted((a, b) => (a.at < b.at ? -1 : 1))
}

/** Puts a draft in, or in the place of what it was. */
export const keepDraft = (draft: Draft) => within('readwrite', (shelf) => shelf.put(draft))

/** Takes a draft away; nothing of it stays. */
export const dropDraft = (id: string) => within('readwrite', (shelf) => shelf.delete(id))

/** Takes all of them away. */
export const dropAll = () => within('readwrite', (shelf) => shelf.clear())
