export { type StampedContracts, stampContracts, type StampRequest } from "./stamp-contracts.ts";
