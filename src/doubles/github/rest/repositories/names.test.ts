import fc from "fast-check";
import { expect, test } from "vitest";
import { sampleGithub, token, user, type SampleGithub } from "../../../../../tests/samples/github.ts";

const names = ["a", "b", "c", "d"] as const;
const name = fc.constantFrom(...names);
const step = fc.oneof(
  fc.record({ do: fc.constant("create" as const), name }),
  fc.record({ do: fc.constant("rename" as const), name, to: name }),
  fc.record({ do: fc.constant("delete" as const), name }),
);

/** What names should lead to. */
class Model {
  readonly now = new Map<string, number>();
  readonly before = new Map<string, number>();

  create(name: string, id: number): void {
    this.now.set(name, id);
    this.before.delete(name);
  }

  rename(name: string, to: string): void {
    const id = this.now.get(name) as number;
    this.delete(name, false);
    this.before.set(name, id);
    this.create(to, id);
  }

  delete(name: string, withRedirects = true): void {
    const id = this.now.get(name);
    this.now.delete(name);
    if (withRedirects) for (const [old, led] of this.before) if (led === id) this.before.delete(old);
  }
}

test("whatever is made, renamed and removed, a name leads to who has it, else to who had it last", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 14 }), async (steps) => {
      const github = await sampleGithub({ users: [user("octocat")], tokens: [token("octocat")] });
      const model = new Model();
      for (const one of steps) await take(github, model, one);
      for (const known of names) {
        const { status, json, headers } = await github.ask(`GET /repos/octocat/${known}`);
        const [id, led] = [model.now.get(known), model.before.get(known)];
        if (id !== undefined) expect([status, json.id]).toEqual([200, id]);
        else if (led === undefined) expect(status).toBe(404);
        else
          expect([status, headers["location"]]).toEqual([301, `http://127.0.0.1:40213/repositories/${led}`]);
      }
    }),
    { numRuns: 40 },
  );
}, 30_000);

type Step = typeof step extends fc.Arbitrary<infer One> ? One : never;

async function take(github: SampleGithub, model: Model, one: Step): Promise<void> {
  const at = `/repos/octocat/${one.name}`;
  const has = model.now.has(one.name);
  if (one.do === "create") {
    const made = await github.ask("POST /user/repos", { as: "octocat", json: { name: one.name } });
    expect(made.status).toBe(has ? 422 : 201);
    if (!has) model.create(one.name, made.json.id as number);
  } else if (!has) {
    expect((await github.ask(`DELETE ${at}`, { as: "octocat" })).status).toBe(
      model.before.has(one.name) ? 307 : 404,
    );
  } else if (one.do === "delete") {
    expect((await github.ask(`DELETE ${at}`, { as: "octocat" })).status).toBe(204);
    model.delete(one.name);
  } else {
    const taken = one.to !== one.name && model.now.has(one.to);
    const renamed = await github.ask(`PATCH ${at}`, { as: "octocat", json: { name: one.to } });
    expect(renamed.status).toBe(taken ? 422 : 200);
    if (!taken && one.to !== one.name) model.rename(one.name, one.to);
  }
}
