/** A city in which people sign in with the accounts of others, and a browser that goes there and back. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type bareBrowser, onTo } from './bare-browser.ts'
import { openCity, type TestCity } from './city.ts'
import { visits } from './foreign-provider.ts'

const luzarra = fileURLToPath(new URL('../cities/luzarra', import.meta.url))

/** Where the city of these tests is on the web. */
export const HOME = 'https://luzarra.example'

/** The folder of Luzarra with these choices about signing in and proof of residence. */
export function folderWith(
  account: object,
  residence: object = {},
): { folder: string; remove(): void } {
  const at = mkdtempSync(join(tmpdir(), 'cityright-providers-'))
  const folder = join(at, 'luzarra')
  cpSync(luzarra, folder, { recursive: true, filter: (file) => !file.endsWith('/sample') })
  for (const [file, more] of [
    ['account.json', account],
    ['residence.json', residence],
  ] as const) {
    const before = JSON.parse(readFileSync(join(luzarra, file), 'utf8')) as object
    writeFileSync(join(folder, file), JSON.stringify({ ...before, ...more }))
  }
  return { folder, remove: () => rmSync(at, { recursive: true, force: true }) }
}

/** Opens such a city. Its clock is the real one: providers of others have no other. */
export async function cityWith(
  { folder }: { readonly folder: string },
  secrets: Readonly<Record<string, string>>,
): Promise<TestCity> {
  const city = await openCity(undefined, {
    CITY: folder,
    PUBLIC_URL: HOME,
    HARVEST_LOOPBACK: 'yes',
    HARVEST_DNS: '127.0.0.1:9',
    ...secrets,
  })
  city.today(new Date().toISOString())
  return city
}

type Browser = ReturnType<typeof bareBrowser>

/** Goes out by this link, does there what the visitor does, and gives the address that leads back. */
export async function goes(browser: Browser, path: string): Promise<string> {
  return visits(onTo(await browser.opens(path)), HOME)
}

/** Goes out by this link and comes back. */
export async function comesBack(browser: Browser, path: string) {
  return browser.opens(await goes(browser, path))
}
