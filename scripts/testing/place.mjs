/**
 * Where a test run writes: a folder of its own, in memory where there is room. A city brings three thousand small files
 * along, and on a disk each of them costs ten times as much.
 */
import { spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const MEMORY = '/dev/shm'
const NAME = 'cityright-run-'
/** What a run may fill at once: cities with their vaults, or a server with a database for each. */
const ROOM = 4e9
/** What is left to the programs themselves. */
const LEFT = 4e9

const isRunning = (id) => {
  try {
    process.kill(id, 0)
    return true
  } catch (failure) {
    return failure.code === 'EPERM'
  }
}

/** A run that was killed could not take its folder away. */
function sweep(parent) {
  for (const name of readdirSync(parent)) {
    const [, id] = name.startsWith(NAME) ? (/-(\d+)-\w+$/.exec(name) ?? []) : []
    if (id && !isRunning(Number(id))) rmSync(join(parent, name), { recursive: true, force: true })
  }
}

/** Everybody may pass through it, as through /tmp: a server of the tests runs as another user. */
function newFolder(parent) {
  sweep(parent)
  const folder = mkdtempSync(join(parent, `${NAME}${process.pid}-`))
  chmodSync(folder, 0o1777)
  return folder
}

/** A folder in memory from which programs may be started as well, or none. */
function inMemory() {
  try {
    const { bavail, bsize } = statfsSync(MEMORY)
    if (bavail * bsize < ROOM || process.availableMemory() < ROOM + LEFT) return undefined
    const folder = newFolder(MEMORY)
    const program = join(folder, 'program')
    writeFileSync(program, '#!/bin/sh\n', { mode: 0o700 })
    if (spawnSync(program).status === 0) return folder
    rmSync(folder, { recursive: true, force: true })
  } catch {
    // No such place on this machine.
  }
  return undefined
}

/** A new folder for what this program and those it starts write, gone when it ends; a TMPDIR that somebody chose is kept to. */
export function placeOfRun() {
  const folder = (process.env.TMPDIR ? undefined : inMemory()) ?? newFolder(tmpdir())
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
  return folder
}
