import type { WaitPort } from "../../core/index.ts";

/** The longest that one timer of Node's can wait; what is longer takes several. */
const timerMsMax = 2_147_483_647;

/**
 * Real time. A wait keeps the process alive until it is over, since a delay that a scenario asks for must
 * hold; it leaves neither a timer nor a listener behind, however it ends.
 * @example await waitPort.wait(20, call.gone) // false when the program left in the meantime
 */
export const waitPort: WaitPort = {
  wait: (ms, until) =>
    new Promise((resolve) => {
      if (until?.aborted === true) return resolve(false);
      let timer: NodeJS.Timeout | undefined;
      let left = ms;
      const end = (whole: boolean): void => {
        clearTimeout(timer);
        until?.removeEventListener("abort", gone);
        resolve(whole);
      };
      const gone = (): void => end(false);
      const next = (): void => {
        if (!(left > 0)) return end(true);
        const here = Math.min(left, timerMsMax);
        left -= here;
        timer = setTimeout(next, here);
      };
      until?.addEventListener("abort", gone);
      next();
    }),
};
