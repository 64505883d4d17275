import { treeAt, type PathEntry } from "../git/index.ts";
import type { ObjectRow, RepositoryRow } from "../state/rows.ts";
import type { View } from "../state/view.ts";
import { defaultTree } from "./default-tree.ts";

/** A licence as GitHub calls it. */
export interface License {
  readonly key: string;
  readonly name: string;
  readonly spdxId: string;
}

/** The licences that are told apart, and words that only they have. More special ones come first. */
const licenses: readonly (readonly [key: string, name: string, spdxId: string, words: RegExp])[] = [
  [
    "agpl-3.0",
    "GNU Affero General Public License v3.0",
    "AGPL-3.0",
    /affero general public license\s+version 3/i,
  ],
  [
    "lgpl-3.0",
    "GNU Lesser General Public License v3.0",
    "LGPL-3.0",
    /lesser general public license\s+version 3/i,
  ],
  [
    "lgpl-2.1",
    "GNU Lesser General Public License v2.1",
    "LGPL-2.1",
    /lesser general public license\s+version 2\.1/i,
  ],
  ["gpl-3.0", "GNU General Public License v3.0", "GPL-3.0", /gnu general public license\s+version 3/i],
  ["gpl-2.0", "GNU General Public License v2.0", "GPL-2.0", /gnu general public license\s+version 2/i],
  ["apache-2.0", "Apache License 2.0", "Apache-2.0", /apache license\s+version 2\.0/i],
  ["mpl-2.0", "Mozilla Public License 2.0", "MPL-2.0", /mozilla public license,? version 2\.0/i],
  [
    "unlicense",
    "The Unlicense",
    "Unlicense",
    /this is free and unencumbered software released into the public domain/i,
  ],
  ["cc0-1.0", "Creative Commons Zero v1.0 Universal", "CC0-1.0", /cc0 1\.0 universal/i],
  ["isc", "ISC License", "ISC", /permission to use, copy, modify, and(?:\/or)? distribute this software/i],
  [
    "mit",
    "MIT License",
    "MIT",
    /permission is hereby granted, free of charge, to any person obtaining a copy/i,
  ],
  ["bsd-3-clause", 'BSD 3-Clause "New" or "Revised" License', "BSD-3-Clause", /neither the name of/i],
  [
    "bsd-2-clause",
    'BSD 2-Clause "Simplified" License',
    "BSD-2-Clause",
    /redistribution and use in source and binary forms/i,
  ],
];

const other: License = { key: "other", name: "Other", spdxId: "NOASSERTION" };

/** How files with licences are called. */
const fileName = /^(?:un)?licen[cs]e(?:\.(?:md|txt|rst))?$|^copying(?:\.(?:md|txt))?$/i;

/** A licence, and the file that says so. */
export interface FoundLicense {
  readonly license: License;
  readonly file: PathEntry;
}

const found = new WeakMap<ObjectRow, FoundLicense | "none">();

/** The licence that the default branch says; undefined: none. */
export function licenseOf(view: View, repository: RepositoryRow): FoundLicense | undefined {
  const content = defaultTree(view, repository);
  if (content === undefined) return undefined;
  const { store, tree } = content;
  const known = found.get(tree);
  if (known !== undefined) return known === "none" ? undefined : known;
  const entry = treeAt(store, tree.sha)?.find(({ type, name }) => type === "blob" && fileName.test(name));
  const text = entry === undefined ? undefined : store.get(entry.sha)?.data;
  if (entry === undefined || text === undefined) {
    found.set(tree, "none");
    return undefined;
  }
  const { name: path, mode, type, sha } = entry;
  const told = { license: licenseIn(text), file: { path, mode, type, sha } };
  found.set(tree, told);
  return told;
}

/** Lines may be broken anywhere. */
function licenseIn(text: string): License {
  const words = text.slice(0, 20_000).replaceAll(/\s+/g, " ");
  const one = licenses.find(([, , , sign]) => sign.test(words));
  return one === undefined ? other : { key: one[0], name: one[1], spdxId: one[2] };
}
