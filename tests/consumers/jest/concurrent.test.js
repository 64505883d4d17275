const { describe, expect, worldTest } = require("backlot/jest");
const { execFile, execFileSync } = require("node:child_process");
const { promisify } = require("node:util");

const test = worldTest({ env: { MARK: "of the world" } });
const run = promisify(execFile);

describe("at once", () => {
  test.concurrent.each([["a"], ["b"], ["c"]])("pushes %s", async (name, { world }) => {
    expect(process.env.MARK).toBe(undefined);
    world.command("tool").mock(name).reply({ stdout: name });
    await new Promise((resolve) => void setTimeout(resolve, 50));
    expect((await run("tool", [name], { env: world.env })).stdout).toBe(name);
    expect(world.calls()).toHaveLength(1);
    expect(() => execFileSync("tool", [name])).toThrow('"tool" is started without env');
  });
});

test("one after them has the process", () => expect(process.env.MARK).toBe("of the world"));
