import { expect, test } from "backlot/vitest";

async function article(id: string): Promise<{ id: string; counted_at?: string }> {
  const headers = { "x-key": "k" };
  const response = await fetch(`${process.env.STOCK_URL}/articles/${id}`, { headers });
  return (await response.json()) as { id: string };
}

test("knows an article", async () => {
  expect((await article("art_1")).id).toBe("art_1");
});

test("knows when another was counted, with a stub of its own", async ({ world }) => {
  const json = { id: "art_2" };
  const stub = world.service("stock").mock("GET /articles/art_2").reply({ model: "Article", json });
  expect((await article("art_2")).counted_at).toBe("2025-01-15T10:30:00.000Z");
  expect(stub.calls).toHaveLength(1);
});
