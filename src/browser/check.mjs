// Looks at Swagger UI as a person would. Usage: see run.
import assert from 'node:assert/strict';
import puppeteer from 'puppeteer-core';

const { BROWSER, BASE, USER_NAME, USER_PASSWORD, OPERATOR_TOKEN } = process.env;
const PATIENCE = 60_000;

const browser = await puppeteer.launch({
  executablePath: BROWSER,
  headless: true,
  args: ['--no-sandbox', '--disable-dev-shm-usage'],
  protocolTimeout: 3 * PATIENCE,
});

let passed = 0;
let failed = 0;

async function check(name, what) {
  try {
    await what();
    passed++;
    console.log(`browser: ${name}`);
  } catch (problem) {
    failed++;
    console.log(`browser: FAILED ${name}: ${problem.stack}`);
  }
}

async function newPage() {
  const page = await (await browser.createBrowserContext()).newPage();
  page.setDefaultTimeout(PATIENCE);
  await page.setViewport({ width: 1400, height: 1000 });
  return page;
}

/** Opens an operation; its element. */
async function open(page, operationId) {
  const block = await page.waitForSelector(`[id$="-${operationId}"].opblock`);
  if (!(await block.evaluate((node) => node.classList.contains('is-open')))) {
    await (await block.$('.opblock-summary-control')).click();
  }
  await block.waitForSelector('.execute');
  return block;
}

/** Executes an operation as it is filled in; the status and the text of what came back. */
async function execute(page, operationId) {
  const block = await open(page, operationId);
  const clear = await block.$('.btn-clear');
  if (clear) {
    await clear.click();
  }
  await (await block.$('.execute')).click();
  const answer = await block.waitForSelector('.live-responses-table tr.response .response-col_status');
  const status = await answer.evaluate((node) => parseInt(node.textContent, 10));
  const text = await block.$eval('.live-responses-table', (node) => node.textContent);
  return { status, text };
}

const page = await newPage();
const foreign = [];
const complaints = [];
page.on('request', (request) => {
  if (!request.url().startsWith(BASE) && !request.url().startsWith('data:')) {
    foreign.push(request.url());
  }
});
page.on('pageerror', (problem) => complaints.push(String(problem)));
page.on('console', (message) => {
  // The browser itself reports every answer of 400 and above.
  if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) {
    complaints.push(message.text());
  }
});

await check('without a log-in, the page is refused', async () => {
  const stranger = await newPage();
  const answer = await stranger.goto(`${BASE}/swagger-ui.html`).catch((problem) => problem);
  // A browser that is asked for a password and has none shows an error page.
  assert.ok(answer instanceof Error || answer.status() === 401, String(answer));
  assert.equal(await stranger.$('.opblock'), null);
});

await check('after the log-in, every operation is there', async () => {
  await page.authenticate({ username: USER_NAME, password: USER_PASSWORD });
  const answer = await page.goto(`${BASE}/swagger-ui.html`);
  assert.equal(answer.status(), 200);
  await page.waitForSelector('.opblock');
  const document = await page.evaluate(async () => (await fetch('/v3/api-docs')).json());
  const operations = Object.values(document.paths).flatMap((path) => Object.keys(path));
  assert.ok(operations.length > 30);
  assert.equal((await page.$$('.opblock')).length, operations.length);
});

await check('a viewer looks', async () => {
  const { status, text } = await execute(page, 'listMasters');
  assert.equal(status, 200);
  assert.match(text, /mymaster/);
});

await check('a viewer changes nothing, and is told why', async () => {
  const { status, text } = await execute(page, 'flushConfig');
  assert.equal(status, 403);
  assert.match(text, /forbidden/);
});

await check('a wrong name is a problem with the known names', async () => {
  const block = await open(page, 'getMaster');
  const name = await block.$('input[placeholder="name"]');
  await name.click({ clickCount: 3 });
  await name.type('nix');
  const { status, text } = await execute(page, 'getMaster');
  assert.equal(status, 404);
  assert.match(text, /unknown-master/);
});

await check('the Authorize button takes a token with a greater role', async () => {
  await (await page.$('.auth-wrapper .authorize')).click();
  const dialog = await page.waitForSelector('.modal-ux');
  const input = await dialog.waitForSelector('input[aria-label="auth-bearer-value"]');
  await input.type(OPERATOR_TOKEN);
  const form = await input.evaluateHandle((node) => node.closest('form'));
  await (await form.$('button[type="submit"]')).click();
  await dialog.waitForSelector('::-p-text(Logout)');
  await (await dialog.$('.btn-done')).click();
  const { status } = await execute(page, 'flushConfig');
  assert.equal(status, 204);
});

await check('the page loads nothing from elsewhere and reports no error', async () => {
  assert.deepEqual(foreign, []);
  assert.deepEqual(complaints, []);
});

if (failed > 0) {
  await page.screenshot({ path: `${process.env.WORK}/page.png` });
}
await browser.close();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
