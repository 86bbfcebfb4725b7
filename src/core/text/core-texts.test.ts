import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type MessageFormatElement, parse, TYPE } from '@formatjs/icu-messageformat-parser'
import { coreTexts, speakers } from '#core/text'
import { type Kind, statusOf } from '#core/kernel'
import { promise } from '#test/promise'

const languages = ['en', 'es', 'ar']

function valuesIn(elements: readonly MessageFormatElement[]): Set<string> {
  const found = new Set<string>()
  for (const element of elements) {
    if (element.type === TYPE.literal || element.type === TYPE.pound) continue
    found.add(element.value)
    if (element.type !== TYPE.plural && element.type !== TYPE.select) continue
    for (const { value } of Object.values(element.options)) {
      for (const name of valuesIn(value)) found.add(name)
    }
  }
  return found
}

function pluralForms(elements: readonly MessageFormatElement[]): string[][] {
  return elements.flatMap((element) =>
    element.type === TYPE.plural
      ? [Object.keys(element.options).filter((form) => !form.startsWith('='))]
      : [],
  )
}

const read = (text: string) => parse(text, { ignoreTag: true, requiresOtherClause: true })

test('the core says everything in English, Spanish and Arabic', () => {
  for (const texts of coreTexts()) {
    const english = texts['en'] ?? {}
    for (const language of languages) {
      const catalogue = texts[language] ?? {}
      assert.deepEqual(Object.keys(catalogue).toSorted(), Object.keys(english).toSorted(), language)
      for (const [key, { defaultMessage }] of Object.entries(catalogue)) {
        assert.ok(defaultMessage.trim(), `${language} ${key} is empty`)
        const original = english[key]?.defaultMessage ?? ''
        assert.deepEqual(
          valuesIn(read(defaultMessage)),
          valuesIn(read(original)),
          `${language} ${key}`,
        )
      }
    }
  }
})

test('every count has the plural forms of its language', () => {
  promise('P1.3')
  for (const texts of coreTexts()) {
    for (const language of languages) {
      const needed = new Intl.PluralRules(language).resolvedOptions().pluralCategories
      const must = language === 'es' ? ['one', 'other'] : needed
      for (const [key, { defaultMessage }] of Object.entries(texts[language] ?? {})) {
        for (const forms of pluralForms(read(defaultMessage))) {
          assert.deepEqual(forms.toSorted(), must.toSorted(), `${language} ${key}`)
        }
      }
    }
  }
})

test('every kind of no has a title and a sentence that helps on', () => {
  const kinds = [...(Object.keys(statusOf) as Kind[]), 'bug']
  for (const language of languages) {
    const say = speakers(coreTexts(), languages, 'UTC')(language)
    for (const kind of kinds) {
      assert.ok(say.has(`web.kind.${kind}`), kind)
      assert.ok(say(`web.kind.${kind}.next`).length > 20, kind)
    }
  }
})

test('Amina reads in Arabic how many letters are missing', () => {
  const say = speakers(coreTexts(), languages, 'UTC')('ar')
  assert.equal(say('web.error.too_small.string', { min: 2 }), 'اكتب على الأقل حرفين.')
  assert.equal(say('web.error.too_small.string', { min: 10 }), 'اكتب على الأقل 10 أحرف.')
  assert.equal(say('web.error.too_small.string', { min: 12 }), 'اكتب على الأقل 12 حرفًا.')
})
