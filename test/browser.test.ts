import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { journey, launch, strangers } from './browser.ts'

const PAGE = `<!doctype html><html lang="en"><title>Lamp</title>
<h1>A lamp is broken</h1><canvas></canvas>
<script>document.body.append(String(document.querySelector('canvas').getContext('webgl2') !== null))</script>
<img src="http://elsewhere.example/pixel.gif" alt="">`

async function serving(work: (address: string) => Promise<void>): Promise<void> {
  const server = createServer((_, reply) => reply.setHeader('content-type', 'text/html').end(PAGE))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  try {
    const { port } = server.address() as AddressInfo
    await work(`http://127.0.0.1:${port}/`)
  } finally {
    server.closeAllConnections()
    server.close()
  }
}

journey('a browser opens a page of this machine and runs its script', (browser) =>
  serving(async (address) => {
    const context = await browser.newContext()
    const page = await context.newPage()
    await page.goto(address)
    assert.equal(await page.textContent('h1'), 'A lamp is broken')
    assert.match((await page.textContent('body')) ?? '', /true/)
    await context.close()
  }),
)

journey('a page that asks another host is found out, and the host is not reached', (browser) =>
  serving(async (address) => {
    const context = await browser.newContext({ javaScriptEnabled: false })
    const found = strangers(context, address)
    const failed: string[] = []
    context.on('requestfailed', (request) => failed.push(request.url()))
    const page = await context.newPage()
    await page.goto(address)
    assert.deepEqual(found, ['http://elsewhere.example/pixel.gif'])
    assert.deepEqual(failed, found)
    await context.close()
  }),
)

test('a machine without a browser is told so in one line', async () => {
  const browser = await launch()
  if (typeof browser === 'string') assert.match(browser, /CITYRIGHT_CHROMIUM/)
  else assert.ok(browser.isConnected())
})
