#!/usr/bin/env pwsh
<#
.SYNOPSIS
Judges a change by traces: runs two builds of a program in turn, keeps traces and report, and passes
if nothing that counts got worse.

.EXAMPLE
samples/scripts/ab.ps1 -Baseline './before {trace}' -Candidate './after {trace}' -Runs 8

.NOTES
{trace} is the file that a run writes its trace to. Exit codes are those of gotrace ab: 0 passed,
3 a regression, others as in docs/cli.md. $env:GOTRACE names another gotrace than that of the PATH.
#>
param(
    [Parameter(Mandatory)] [string] $Baseline,
    [Parameter(Mandatory)] [string] $Candidate,
    [int] $Runs = 8,
    [string] $Folder = "ab-$(Get-Date -Format yyyyMMdd-HHmmss)"
)

$gotrace, $first = if ($env:GOTRACE) { -split $env:GOTRACE } else { 'gotrace' }
$arguments = @($first) + @(
    'ab', '--baseline', $Baseline, '--candidate', $Candidate, '--runs', $Runs, '--output', $Folder,
    '--format', 'md', '--fail-on', 'regression') | Where-Object { $null -ne $_ }
& $gotrace @arguments | Set-Content -Encoding utf8 "$Folder.md"
$code = $LASTEXITCODE
switch ($code) {
    0 { "passed: $Folder.md has the figures, $Folder the traces" }
    3 { "a regression: $Folder.md has the figures, $Folder the traces" }
    default { "gotrace could not tell (exit code $code)" }
}
Get-Content "$Folder.md" -TotalCount 5
exit $code
