/** Scripts that put the block into a machine's hosts file or take it out; the user runs them, nothing here does. */
import { hostsFile } from '../../knowledge/hostnames.ts';
import { powerShellText } from '../text/shell.ts';
import { type HostsBlock, hostsBlockText } from './hosts-block.ts';

export type ScriptAction = 'add' | 'remove';

/**
 * PowerShell for Windows. The file is read and written byte by byte in Latin-1, which has a character for each byte, so that other
 * lines stay as they are in whatever encoding they were written. Line ends follow the first line of the file.
 */
export function hostsPowerShell(block: HostsBlock, action: ScriptAction): string {
  const entries = [block.begin, ...block.lines, block.end];
  const change =
    action === 'add'
      ? `$eol = if ($text -match '\\A[^\\n]*(?<!\\r)\\n') { "\`n" } else { "\`r\`n" }
$block = @(
${entries.map(line => `  ${powerShellText(line)}`).join('\n')}
) -join $eol
if ($begins.Count -gt 0) {
  $text = [regex]::Replace($text, $pattern, $block)
} else {
  if ($text -and -not $text.EndsWith("\`n")) { $text += $eol }
  if ($text) { $text += $eol }
  $text += $block + $eol
}`
      : `$text = [regex]::Replace($text, '(?im)(?:^[ \\t]*\\r?\\n)?' + $pattern + '(?:\\r?\\n|\\z)', '')`;
  return `# ${doing(action)} Run it in a PowerShell with administrator rights.
$path = "${hostsFile.windows.replace('%SystemRoot%', '$env:SystemRoot')}"
$begin = ${powerShellText(block.begin)}
$end = ${powerShellText(block.end)}

$latin1 = [Text.Encoding]::GetEncoding(28591)
$text = $latin1.GetString([IO.File]::ReadAllBytes($path))
$beginLine = '(?im)^[ \\t]*' + [regex]::Escape($begin) + '[ \\t]*(?=\\r?$)'
$endLine = '(?im)^[ \\t]*' + [regex]::Escape($end) + '[ \\t]*(?=\\r?$)'
$begins = [regex]::Matches($text, $beginLine)
$ends = [regex]::Matches($text, $endLine)
if ($begins.Count -gt 1 -or $ends.Count -ne $begins.Count -or ($begins.Count -eq 1 -and $ends[0].Index -lt $begins[0].Index)) {
  throw "\${path}: '$begin' and '$end' must stand once each, in this order"
}
$pattern = $beginLine + '[\\s\\S]*?' + $endLine
${change}
[IO.File]::WriteAllBytes($path, $latin1.GetBytes($text))
Clear-DnsClientCache
`;
}

/**
 * A script for a POSIX shell: Linux and macOS. `HOSTS_FILE` names another file than the machine's. It does to the file what
 * {@link withHostsBlock} and {@link withoutHostsBlock} do to a text, line ends and a missing last one included.
 */
export function hostsShell(block: HostsBlock, action: ScriptAction): string {
  const change =
    action === 'add'
      ? `    cr = NR && (NR > 1 || whole) && line[1] ~ /\\r$/ ? "\\r" : ""
    block = ENVIRON["BLOCK"]
    gsub(/\\n/, cr "\\n", block)
    if (begins) {
      for (i = 1; i <= NR; i++)
        if (i == first) print block (line[last] ~ /\\r$/ ? "\\r" : "") ending(last)
        else if (i < first || i > last) print line[i] ending(i)
    } else {
      for (i = 1; i <= NR; i++) print line[i] (i == NR && !whole ? cr "\\n" : "\\n")
      if (NR) print cr "\\n"
      print block cr "\\n"
    }`
      : `    if (begins && first > 1 && bare(line[first - 1]) == "") first--
    for (i = 1; i <= NR; i++) if (!begins || i < first || i > last) print line[i] ending(i)`;
  // The names of services and hosts that come here have nothing in them that is special between quotes.
  return `# ${doing(action)} Run it as root: sudo sh THIS-FILE
set -eu
hosts=\${HOSTS_FILE:-${hostsFile.unix}}
begin='${block.begin}'
end='${block.end}'
block='${action === 'add' ? hostsBlockText(block).trimEnd() : ''}'

if [ ! -f "$hosts" ]; then
  echo "There is no file $hosts." >&2
  exit 1
fi
new=$(mktemp)
trap 'rm -f "$new"' EXIT
# By bytes, so that other lines stay as they are in whatever encoding; LAST is empty where the last line has its end.
if ! BEGIN=$begin END=$end BLOCK=$block LAST=$(tail -c 1 "$hosts") LC_ALL=C awk '
  function bare(text) { gsub(/^[ \\t]+|[ \\t\\r]+$/, "", text); return tolower(text) }
  function ending(number) { return number < NR || whole ? "\\n" : "" }
  BEGIN { ORS = ""; begin = bare(ENVIRON["BEGIN"]); end = bare(ENVIRON["END"]); whole = ENVIRON["LAST"] == "" }
  { line[NR] = $0; mark = bare($0) }
  mark == begin { begins++; first = NR }
  mark == end { ends++; last = NR }
  END {
    if (begins > 1 || ends != begins || last < first) exit 1
${change}
  }
' "$hosts" > "$new"; then
  echo "$hosts: '$begin' and '$end' must stand once each, in this order" >&2
  exit 1
fi
# Not mv: the file keeps its owner and rights, and stays where it is mounted into a container.
cat "$new" > "$hosts"
`;
}

function doing(action: ScriptAction): string {
  return action === 'add'
    ? 'Adds a block of lines to the hosts file, or replaces it.'
    : 'Takes a block of lines out of the hosts file.';
}
