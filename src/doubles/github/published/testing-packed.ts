/** The schemas of all JSON answers, refusals too, as JSON; vitest puts them in the place of this file. */
export const packedAnswers: () => string = () => "";

/** The folder of the packed files, as dist/assets has them. */
export const packedFolder: string = "";
