import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { median, summary } from "../method.mjs";
import { contract } from "../programs/exchange.mjs";
import { startProgram } from "../programs.mjs";

const connections = 10;

export const httpRows = [
  {
    id: "http",
    title: "journaled HTTP stub, requests per second",
    unit: "x bare node:http",
    more: true,
    must: 0.5,
    goal: 0.7,
    measure: throughput,
  },
  {
    id: "http-validated",
    title: "validated, journaled HTTP stub of a contract, requests per second",
    unit: "x bare node:http",
    more: true,
    must: 0.5,
    goal: 0.7,
    measure: (stage) =>
      againstBare(stage, "double", () => startProgram("stub-server.mjs", contractFolder(stage))),
  },
  {
    id: "records",
    title: "100 of 50,000 records queried",
    unit: "ms",
    must: 1,
    goal: 0.3,
    measure: async (stage) =>
      ofLongRun(stage, ({ pages }) => ({ value: median(pages), results: { read: summary(pages) } })),
  },
  {
    id: "records-of",
    title: "100 of the 50,000 records of one service queried",
    unit: "ms",
    measure: async (stage) =>
      ofLongRun(stage, ({ filtered }) => ({ value: median(filtered), results: { read: summary(filtered) } })),
  },
  {
    id: "memory",
    title: "resident memory, call 50,000 against call 5,000",
    unit: "MB more",
    must: 20,
    goal: 5,
    measure: async (stage) =>
      ofLongRun(stage, ({ early, late }) => ({
        value: late - early,
        results: { "at 5,000": `${early.toFixed(1)} MB`, "at 50,000": `${late.toFixed(1)} MB` },
      })),
  },
  {
    id: "verify-long",
    title: "verify and close after 50,000 calls",
    unit: "ms",
    measure: async (stage) => ofLongRun(stage, ({ closeMs }) => ({ value: closeMs, results: {} })),
  },
];

function throughput(stage) {
  return againstBare(stage, "double", () => startProgram("stub-server.mjs"));
}

/** A project with the contract of the one exchange. */
export function contractFolder(stage) {
  const folder = join(stage.folder, "contract");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), '{ "private": true }\n');
  writeFileSync(join(folder, "openapi.json"), JSON.stringify(contract));
  return folder;
}

/**
 * Requests per second of a server as a multiple of those of bare node:http. Both servers are there all the
 * time and are asked in turns.
 */
export async function againstBare(stage, name, start, { request, bytes } = {}) {
  const rounds = stage.quick ? 2 : 6;
  const ms = stage.quick ? 400 : 1000;
  const [bare, double, client] = [
    startProgram("bare-server.mjs", ...(bytes === undefined ? [] : [bytes])),
    start(),
    startProgram("client.mjs"),
  ];
  try {
    const [{ port: barePort }, { port: doublePort }] = await Promise.all([
      bare.next(),
      double.next(),
      client.next(),
    ]);
    const turn = async (server, port) => {
      const before = await server.ask({ question: "usage" });
      const { answers, tookMs } = await client.ask({ port, connections, ms, request });
      const after = await server.ask({ question: "usage" });
      return { rate: (answers * 1000) / tookMs, cpuUs: ((after.cpuMs - before.cpuMs) * 1000) / answers };
    };
    const turns = [];
    for (let round = -1; round < rounds; round += 1) {
      const one = { bare: await turn(bare, barePort), double: await turn(double, doublePort) };
      if (round >= 0) turns.push(one);
    }
    const told = (name) => {
      const [rate, cpuUs] = ["rate", "cpuUs"].map((key) => median(turns.map((one) => one[name][key])));
      return `${Math.round(rate)}/s, ${cpuUs.toFixed(1)} us of processor each`;
    };
    return {
      value: median(turns.map((one) => one.double.rate / one.bare.rate)),
      results: { bare: told("bare"), [name]: told("double") },
    };
  } finally {
    await Promise.all([bare.end(), double.end(), client.end()]);
  }
}

/** One world that gets 50,000 calls; several rows tell of it. */
async function ofLongRun(stage, tell) {
  return tell(await stage.once("long run", longRun));
}

async function longRun() {
  const [server, client] = [startProgram("stub-server.mjs"), startProgram("client.mjs")];
  try {
    const [{ port }] = await Promise.all([server.next(), client.next()]);
    const answersTo = (answers) => client.ask({ port, connections, answers });
    const resident = async () => (await server.ask({ question: "usage" })).residentMb;
    await answersTo(5_000);
    const early = await resident();
    await answersTo(45_000);
    const late = await resident();
    const facts = { question: "timeQueries", total: 50_000, count: 50 };
    const pages = await server.ask(facts);
    const filtered = await server.ask({ ...facts, target: true, count: 10 });
    const closeMs = await server.ask({ question: "close" });
    return { early, late, pages, filtered, closeMs };
  } finally {
    await Promise.all([server.end(), client.end()]);
  }
}
