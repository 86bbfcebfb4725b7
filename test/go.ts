/** The foreign verifier of test/conformance/record-go: Go's own libraries, and none of ours. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'

const GOPATH = '/usr/share/gocode'
const SOURCE = join(import.meta.dirname, 'conformance/record-go')
const MISSING = 'golang-go and golang-golang-x-mod-dev (Debian) are not installed'
const required = process.env['CI'] === 'true'

const folder = mkdtempSync(join(tmpdir(), 'cityright-go-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const hasGo = (): boolean =>
  spawnSync('go', ['version']).status === 0 &&
  existsSync(join(GOPATH, 'src/golang.org/x/mod/sumdb/tlog'))

/** A program that was built from a folder of the foreign verifier. */
type Program = (...args: string[]) => { readonly status: number | null; readonly said: string }

function build(from: string, name: string): Program {
  const program = join(folder, name)
  const cache = { GOCACHE: join(folder, 'cache'), CGO_ENABLED: '0' }
  const env = { ...process.env, ...cache, GO111MODULE: 'off', GOPATH, GOFLAGS: '' }
  const args = ['build', '-o', program, '.']
  const built = spawnSync('go', args, { cwd: from, env, encoding: 'utf8' })
  assert.equal(built.status, 0, built.stderr)
  return (...given) => {
    const { status, stdout, stderr } = spawnSync(program, given, { encoding: 'utf8' })
    return { status, said: `${stdout}${stderr}`.trim() }
  }
}

/** The program that checks, and the one that makes a log for us to check. */
export interface GoPrograms {
  readonly check: Program
  readonly make: Program
}

let built: GoPrograms | undefined

/** A test that needs Go. Without it the test is skipped and says so; in CI it fails. */
export function goTest(says: string, work: (go: GoPrograms) => Promise<void> | void): void {
  void test(says, async (t) => {
    if (!built && !hasGo()) {
      if (required) throw new Error(MISSING)
      t.skip(MISSING)
      return
    }
    built ??= { check: build(SOURCE, 'record-go'), make: build(join(SOURCE, 'make'), 'make') }
    await work(built)
  })
}
