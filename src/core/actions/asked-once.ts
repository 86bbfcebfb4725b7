/**
 * Work is repeated when others changed the same rows; what it asked of somebody else's door is not asked again.
 * A code is good once: asked a second time, the vault would call the right one wrong.
 */
export function askedOnce<T extends object>(door: T): T {
  const answers = new Map<string, unknown>()
  return new Proxy(door, {
    get(target, name, receiver) {
      const ask: unknown = Reflect.get(target, name, receiver)
      if (typeof ask !== 'function') return ask
      return (...asked: unknown[]) => {
        const question = JSON.stringify([String(name), ...asked])
        if (!answers.has(question)) answers.set(question, Reflect.apply(ask, target, asked))
        return answers.get(question)
      }
    },
  })
}
