/** Thrown where a format can't be edited in place; never leaves the room. */
export class NotEditable extends Error {}
