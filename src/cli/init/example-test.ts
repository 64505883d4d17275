import { posix } from "node:path";
import type { Project, Runner } from "./look-at-project.ts";

/** The example test of a project. */
export interface ExampleTest {
  /** Path relative to the project, with slashes. */
  readonly file: string;
  readonly text: string;
  /** The command that runs it. */
  readonly command: string;
}

interface Example {
  readonly name: (project: Project) => string;
  readonly folder: (project: Project) => string;
  readonly text: string;
  readonly command: (file: string) => string;
}

const inTests = ({ testFolder }: Project): string => testFolder ?? "test";

const javaScript = (from: string): string => `import { execFileSync } from "node:child_process";
${from}
// Every test gets a world of its own from backlot.toml. It is verified when the test ends.
test("an example", async ({ world }) => {
  // Put your own program here: in the world's environment it finds the doubles, unchanged.
  const output = execFileSync("greet", ["you"], { encoding: "utf8", env: world.env });
  EQUAL(output, "hello\\n");

  const response = await fetch(\`\${world.url("hello")}/hello/you\`);
  EQUAL(await response.json(), { hello: "world" });
});
`;

const examples: Readonly<Record<Runner, Example>> = {
  vitest: {
    name: ({ isTypeScript }) => `backlot-example.test.${isTypeScript ? "ts" : "js"}`,
    folder: inTests,
    text: javaScript('import { expect, test } from "backlot/vitest";\n').replaceAll(
      /EQUAL\((.*), (.*)\);/g,
      "expect($1).toEqual($2);",
    ),
    command: (file) => `npx vitest run ${file}`,
  },
  jest: {
    // What requires runs in every jest; what imports does not, where nothing translates it.
    name: ({ isModule }) => `backlot-example.test.${isModule ? "cjs" : "js"}`,
    folder: inTests,
    text: javaScript('const { expect, test } = require("backlot/jest");\n')
      .replace(
        'import { execFileSync } from "node:child_process";',
        'const { execFileSync } = require("node:child_process");',
      )
      .replaceAll(/EQUAL\((.*), (.*)\);/g, "expect($1).toEqual($2);"),
    command: (file) => `npx jest ${file}`,
  },
  "node-test": {
    name: () => "backlot-example.test.mjs",
    folder: inTests,
    text: javaScript(
      'import assert from "node:assert/strict";\nimport { test } from "backlot/node-test";\n',
    ).replaceAll("EQUAL", "assert.deepEqual"),
    command: (file) => `node --test ${file}`,
  },
  pytest: {
    name: () => "test_backlot_example.py",
    folder: inTests,
    text: `import json
import os
import subprocess
import urllib.request

import pytest


@pytest.fixture
def world():
    """One world per test, from backlot.toml: verified when the test ends."""
    opened = subprocess.run(
        ["backlot", "open", "--print", "json"], check=True, stdout=subprocess.PIPE, text=True
    )
    world = json.loads(opened.stdout)
    env = {name: value for name, value in os.environ.items() if name not in world["unset"]}
    env.update(world["env"])
    yield {**world, "env": env}
    subprocess.run(["backlot", "close"], check=True, env=env)


def test_example(world):
    # Put your own program here: in the world's environment it finds the doubles, unchanged.
    done = subprocess.run(
        ["greet", "you"], env=world["env"], check=True, stdout=subprocess.PIPE, text=True
    )
    assert done.stdout == "hello\\n"

    with urllib.request.urlopen(world["urls"]["hello"] + "/hello/you") as response:
        assert json.load(response) == {"hello": "world"}
`,
    command: (file) => `pytest ${file}`,
  },
  bats: {
    name: () => "backlot-example.bats",
    folder: inTests,
    text: `# One world per test, from backlot.toml: opened before it, verified after it.
setup() { eval "$(backlot open)"; }
teardown() { backlot close; }

@test "an example" {
  # Put your own program here: in the world's environment it finds the doubles, unchanged.
  [ "$(greet you)" = hello ]
  curl -fsS "$HELLO_URL/hello/you" | grep '"hello"'
}
`,
    command: (file) => `bats ${file}`,
  },
  shell: {
    name: () => "backlot-example.sh",
    folder: () => "",
    text: `#!/bin/sh
# Runs in the world of backlot.toml:  backlot run -- sh backlot-example.sh
set -eu

# Put your own program here: it finds the doubles through PATH and variables, unchanged.
[ "$(greet you)" = hello ]
curl -fsS "$HELLO_URL/hello/you"
`,
    command: (file) => `backlot run -- sh ${file}`,
  },
};

/** The example for the runner that a project has. It passes as it is, with the scenario that init writes. */
export function exampleTest(project: Project): ExampleTest {
  const { name, folder, text, command } = examples[project.runner];
  const file = posix.join(folder(project), name(project));
  return { file, text, command: command(file) };
}
