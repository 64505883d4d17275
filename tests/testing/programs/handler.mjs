let calls = 0;

/** Keeps state between calls, in a thread of its own. */
const count = () => ({ stdout: `call ${++calls}` });
export { count as default };

export function shout({ args }) {
  return { stdout: `${args[0].toUpperCase()}!` };
}
