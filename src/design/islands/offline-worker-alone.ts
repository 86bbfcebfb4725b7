/**
 * Keeps one page on the telephone, so that reporting begins also without a connection. It keeps nothing that anybody
 * typed and nothing of who is signed in: the page is asked for without cookies.
 */

/** What a worker's event offers beyond an event of a page. */
interface Extending extends Event {
  waitUntil(work: Promise<unknown>): void
}
interface Asking extends Extending {
  readonly request: Request
  respondWith(answer: Promise<Response>): void
}
const isExtending = (event: Event): event is Extending => 'waitUntil' in event
const isAsking = (event: Event): event is Asking => 'respondWith' in event

const KEPT = 'cityright-offline'
const own = new URL(self.location.href)
const start = own.searchParams.get('start') ?? '/'
const page = own.searchParams.get('page') ?? '/'
const language = own.searchParams.get('language') ?? ''

/** The page and everything it loads: all of it, or nothing changes. */
async function fetchAll(): Promise<[string, Response][]> {
  const answer = await fetch(`${page}?language=${language}`, { credentials: 'omit' })
  if (!answer.ok) throw new Error(String(answer.status))
  const text = await answer.clone().text()
  const parts = [...text.matchAll(/(?:href|src)="(\/(?:assets|theme)\/[^"?]+)"/g)]
  const paths = [...new Set(parts.map(([, path = '']) => path))]
  const loaded = await Promise.all(
    paths.map(async (path) => [path, await fetch(path)] as [string, Response]),
  )
  return [[page, answer], ...loaded.filter(([, { ok }]) => ok)]
}

async function refresh(): Promise<void> {
  const all = await fetchAll()
  const cache = await caches.open(KEPT)
  const wanted = new Set(all.map(([path]) => path))
  for (const old of await cache.keys()) {
    if (!wanted.has(new URL(old.url).pathname)) await cache.delete(old)
  }
  for (const [path, answer] of all) await cache.put(path, answer)
}

async function kept(path: string): Promise<Response | undefined> {
  const cache = await caches.open(KEPT)
  return cache.match(path)
}

/** A day: an older page may ask for what the city no longer asks for. */
const OLD = 86_400_000

/** Keeps the page as it is now where the kept one is a day old; without a connection the old one stays. */
async function renew(): Promise<void> {
  const before = await kept(page)
  const at = Date.parse(before?.headers.get('date') ?? '')
  if (!before || Date.now() - at > OLD) await refresh().catch(() => undefined)
}

/** The city first; what was kept only where the city is out of reach. */
async function visited(event: Asking): Promise<Response> {
  try {
    const answer = await fetch(event.request)
    event.waitUntil(renew())
    return answer
  } catch (failure) {
    const answer = await kept(page)
    if (answer) return answer
    throw failure
  }
}

async function loaded(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url)
  return (await kept(pathname)) ?? fetch(request)
}

self.addEventListener('install', (event) => {
  if (isExtending(event)) event.waitUntil(refresh())
})

self.addEventListener('fetch', (event) => {
  if (!isAsking(event) || event.request.method !== 'GET') return
  const { pathname, origin } = new URL(event.request.url)
  if (origin !== own.origin) return
  if (event.request.mode === 'navigate' && (pathname === start || pathname === page)) {
    event.respondWith(visited(event))
  } else if (/^\/(?:assets|theme)\//.test(pathname)) event.respondWith(loaded(event.request))
})
