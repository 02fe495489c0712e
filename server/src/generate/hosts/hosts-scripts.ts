/** Scripts that put the block into a machine's hosts file or take it out; the user runs them, nothing here does. */
import { hostsFile } from '../../knowledge/hostnames.ts';
import { powerShellText } from '../text/shell.ts';
import { type HostsBlock, hostsBlockText } from './hosts-block.ts';

export type ScriptAction = 'add' | 'remove';

/**
 * PowerShell for Windows. The file is read and written byte by byte in Latin-1, which has a character for each byte, so that other
 * lines stay as they are in whatever encoding they were written.
 */
export function hostsPowerShell(block: HostsBlock, action: ScriptAction): string {
  const entries = [block.begin, ...block.lines, block.end];
  const change =
    action === 'add'
      ? `$block = @(
${entries.map(line => `  ${powerShellText(line)}`).join('\n')}
) -join "\`r\`n"
if ([regex]::IsMatch($text, $pattern)) {
  $text = [regex]::Replace($text, $pattern, "$block\`r\`n")
} else {
  if ($text -and -not $text.EndsWith("\`n")) { $text += "\`r\`n" }
  $text += "\`r\`n$block\`r\`n"
}`
      : `$text = [regex]::Replace($text, '(?m)(^[ \\t]*\\r?\\n)?' + $pattern, '')`;
  return `# ${doing(action)} Run it in a PowerShell with administrator rights.
$path = "${hostsFile.windows.replace('%SystemRoot%', '$env:SystemRoot')}"
$begin = ${powerShellText(block.begin)}
$end = ${powerShellText(block.end)}

$latin1 = [Text.Encoding]::GetEncoding(28591)
$text = $latin1.GetString([IO.File]::ReadAllBytes($path))
if ($text.Contains($begin) -ne $text.Contains($end)) { throw "\${path}: '$begin' and '$end' do not pair" }
$pattern = '(?ms)^' + [regex]::Escape($begin) + '[ \\t]*\\r?$.*?^' + [regex]::Escape($end) + '[ \\t]*\\r?$\\n?'
${change}
[IO.File]::WriteAllBytes($path, $latin1.GetBytes($text))
Clear-DnsClientCache
`;
}

/** A script for a POSIX shell: Linux and macOS. `HOSTS_FILE` names another file than the machine's. */
export function hostsShell(block: HostsBlock, action: ScriptAction): string {
  const change =
    action === 'add'
      ? `  $0 == ENVIRON["BEGIN"] { inside = 1; found = 1; print ENVIRON["BLOCK"]; next }
  $0 == ENVIRON["END"] { inside = 0; next }
  !inside { print }
  END {
    if (inside) exit 1
    if (!found) { if (NR) print ""; print ENVIRON["BLOCK"] }
  }`
      : `  $0 == ENVIRON["BEGIN"] { inside = 1; if (held && line ~ /^[ \\t]*$/) held = 0; next }
  $0 == ENVIRON["END"] { inside = 0; next }
  !inside { if (held) print line; line = $0; held = 1 }
  END {
    if (inside) exit 1
    if (held) print line
  }`;
  // The names of services and hosts that come here have nothing in them that is special between quotes.
  return `# ${doing(action)} Run it as root: sudo sh THIS-FILE
set -eu
hosts=\${HOSTS_FILE:-${hostsFile.unix}}
begin='${block.begin}'
end='${block.end}'
block='${action === 'add' ? hostsBlockText(block).trimEnd() : ''}'

if [ "$(grep -Fxc "$begin" "$hosts")" != "$(grep -Fxc "$end" "$hosts")" ]; then
  echo "$hosts: '$begin' and '$end' do not pair" >&2
  exit 1
fi
new=$(mktemp)
trap 'rm -f "$new"' EXIT
BEGIN=$begin END=$end BLOCK=$block awk '
${change}
' "$hosts" > "$new"
# Not mv: the file keeps its owner and rights, and stays where it is mounted into a container.
cat "$new" > "$hosts"
`;
}

function doing(action: ScriptAction): string {
  return action === 'add'
    ? 'Adds a block of lines to the hosts file, or replaces it.'
    : 'Takes a block of lines out of the hosts file.';
}
