/** A printed page of a few lines (PDF 1.4, ISO 32000-1), for the documents of the sample city. */

const escaped = (text: string) => text.replace(/[\\()]/g, (one) => `\\${one}`)

/** One page with a title and lines below it, in letters that every reader has. */
export function pageOf(title: string, lines: readonly string[]): Buffer {
  const words = lines.map((line) => `0 -22 Td (${escaped(line)}) Tj`).join(' ')
  const drawn = `BT /F1 20 Tf 72 740 Td (${escaped(title)}) Tj /F1 12 Tf 0 -20 Td ${words} ET`
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${Buffer.byteLength(drawn, 'latin1')} >>\nstream\n${drawn}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
  ]
  let text = '%PDF-1.4\n'
  const places = objects.map((object, at) => {
    const place = text.length
    text += `${at + 1} 0 obj\n${object}\nendobj\n`
    return `${String(place).padStart(10, '0')} 00000 n \n`
  })
  const count = objects.length + 1
  const table = `xref\n0 ${count}\n0000000000 65535 f \n${places.join('')}`
  const end = `trailer\n<< /Size ${count} /Root 1 0 R >>\nstartxref\n${text.length}\n%%EOF\n`
  return Buffer.from(`${text}${table}${end}`, 'latin1')
}
