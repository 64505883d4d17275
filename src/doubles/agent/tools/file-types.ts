/** Names of files by what Grep calls their type. */
const globs: Readonly<Record<string, string>> = {
  c: "*.{c,h}",
  cpp: "*.{cpp,cc,cxx,hpp,hh,hxx,h}",
  css: "*.{css,scss}",
  go: "*.go",
  html: "*.{html,htm}",
  java: "*.java",
  js: "*.{js,jsx,mjs,cjs,vue}",
  json: "*.json",
  md: "*.{md,markdown,mdx}",
  php: "*.php",
  py: "*.{py,pyi}",
  ruby: "*.{rb,gemspec}",
  rust: "*.rs",
  sh: "*.{sh,bash,zsh}",
  sql: "*.sql",
  swift: "*.swift",
  toml: "*.toml",
  ts: "*.{ts,tsx,mts,cts}",
  txt: "*.txt",
  xml: "*.xml",
  yaml: "*.{yaml,yml}",
};

/** The glob of a type of files; undefined: there is no such type. @example globOfType("ts") // "*.{ts,tsx,mts,cts}" */
export function globOfType(type: string): string | undefined {
  return Object.hasOwn(globs, type) ? globs[type] : undefined;
}
