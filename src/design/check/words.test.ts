import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { exampleHere } from '../example-here.ts'
import { checkWords } from './words.ts'

const folder = new URL('../islands/check/', import.meta.url)
const source = readdirSync(folder)
  .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
  .map((name) => readFileSync(new URL(name, folder), 'utf8'))
  .join('\n')
const found = (pattern: RegExp) => [...source.matchAll(pattern)].map(([, name = '']) => name)

test('the verifier has words for everything that it says and for every fault that it finds', () => {
  const faults = found(/new Fault\(\s*'[a-z]+',\s*'([a-z-]+)'/g).map((code) => `fault.${code}`)
  const said = found(/\btell\('([\w.]+)'/g)
  const verdicts = ['holds', 'own', 'few'].flatMap((one) => [`${one}.log`, `${one}.proof`])
  const titles = ['holds', 'own', 'few', 'wrong', 'unread'].map((one) => `${one}.title`)
  const asked = new Set([...faults, ...said, ...verdicts, ...titles])
  const words = checkWords(exampleHere('en').say)
  assert.ok(faults.length > 20 && said.length > 15)
  assert.deepEqual([...asked].toSorted(), Object.keys(words).toSorted())
})

test('what is filled in later stands in the words of every language', () => {
  const names = (language: string) =>
    Object.entries(checkWords(exampleHere(language).say)).map(([key, text]) => [
      key,
      [...text.matchAll(/\{\w+\}/g)].map(([name]) => name).toSorted(),
    ])
  assert.deepEqual(names('es'), names('en'))
  assert.deepEqual(names('ar'), names('en'))
})
