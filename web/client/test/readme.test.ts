// The examples of the README and of docs/API.md, as somebody pastes them into a project of their own: checked under plain
// `strict`, without the stricter options of this package, by the oldest and the newest TypeScript that are promised.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const client = fileURLToPath(new URL("../../", import.meta.url));
const desk = `${client}build/readme/`;
const compilers = { "5.4": "typescript-oldest", "7.0": "typescript-newest" };

const options = {
  target: "ES2022",
  lib: ["ES2022", "DOM", "DOM.Iterable"],
  module: "NodeNext",
  moduleResolution: "NodeNext",
  types: ["node"],
  strict: true,
  noEmit: true,
};

/** The blocks of TypeScript in a text. */
function blocks(text: string): string[] {
  return [...text.matchAll(/^```ts\n(.*?)^```$/gms)].map((match) => match[1] ?? "");
}

function check(compiler: string): { status: number | null; said: string } {
  const tsc = `${client}node_modules/${compiler}/bin/tsc`;
  const ran = spawnSync(process.execPath, [tsc, "--project", desk], { encoding: "utf8" });
  return { status: ran.status, said: ran.stdout + ran.stderr };
}

test("the examples compile under plain strict", async (t) => {
  await rm(desk, { recursive: true, force: true });
  await mkdir(desk, { recursive: true });
  const built = spawnSync("npm", ["run", "--silent", "build"], { cwd: client, encoding: "utf8" });
  assert.equal(built.status, 0, built.stdout + built.stderr);
  const texts = await Promise.all([`${client}README.md`, `${client}../../docs/API.md`].map((path) => readFile(path, "utf8")));
  const examples = texts.flatMap(blocks);
  assert.ok(examples.length >= 6, `${examples.length} examples were found`);
  // Each is a module of its own.
  await Promise.all(examples.map((text, at) => writeFile(`${desk}example-${at}.ts`, `${text}\nexport {};\n`)));
  await cp(`${client}test/readme/around.d.ts`, `${desk}around.d.ts`);
  await writeFile(`${desk}tsconfig.json`, JSON.stringify({ compilerOptions: options, include: ["*.ts"] }));
  for (const [version, compiler] of Object.entries(compilers)) {
    await t.test(`by TypeScript ${version}`, async () => {
      const { version: installed } = JSON.parse(await readFile(`${client}node_modules/${compiler}/package.json`, "utf8"));
      assert.ok(installed.startsWith(`${version}.`), installed);
      assert.deepEqual(check(compiler), { status: 0, said: "" });
    });
  }
  await t.test("and what does not compile is seen", async () => {
    await writeFile(`${desk}wrong.ts`, 'const title: number = (await xinggen.post("/api/v1/dramas", { body: { title: "x" } })).title;\n');
    assert.match(check("typescript-newest").said, /wrong\.ts.*error TS/s);
    await rm(`${desk}wrong.ts`);
  });
});
