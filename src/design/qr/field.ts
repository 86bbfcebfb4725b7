/** Arithmetic of QR codes: bytes as a field, and the check bytes that mend dirt (ISO/IEC 18004 7.5). */

const product = (x: number, y: number) => {
  let z = 0
  for (let bit = 7; bit >= 0; bit -= 1) {
    z = (z << 1) ^ ((z >>> 7) * 0x11d)
    z ^= ((y >>> bit) & 1) * x
  }
  return z
}

function generatorOf(degree: number): number[] {
  const found = Array<number>(degree).fill(0)
  found[degree - 1] = 1
  let root = 1
  for (let step = 0; step < degree; step += 1) {
    for (let at = 0; at < degree; at += 1) {
      found[at] = product(found[at] ?? 0, root) ^ (found[at + 1] ?? 0)
    }
    root = product(root, 2)
  }
  return found
}

/** The check bytes of one block. */
export function checkBytes(bytes: readonly number[], degree: number): number[] {
  const generator = generatorOf(degree)
  const rest = Array<number>(degree).fill(0)
  for (const byte of bytes) {
    const factor = byte ^ (rest.shift() ?? 0)
    rest.push(0)
    for (const [at, value] of generator.entries())
      rest[at] = (rest[at] ?? 0) ^ product(value, factor)
  }
  return rest
}
