export { assetsPort } from "./assets.ts";
