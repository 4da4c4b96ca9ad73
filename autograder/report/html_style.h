/// @file
/// How the report's page looks.
#pragma once
#include <string_view>

namespace llmsys {

/// The style sheet of html_report(). Colours have a contrast of 4.5 or more on their ground, in light and in dark.
inline constexpr std::string_view kReportStyle = R"css(
:root { color-scheme: light dark; --page: #f6f7f9; --card: #fff; --text: #1b1f24; --soft: #57606a; --line: #d5d9e0;
  --ok: #176f31; --ok-ground: #e3f5e8; --bad: #b3261e; --bad-ground: #fdecea; --wait: #7a5600; --wait-ground: #fff3d1;
  --code: #f1f3f6; --bar: #2f6fde; }
@media (prefers-color-scheme: dark) { :root { --page: #101418; --card: #181d23; --text: #e4e8ed; --soft: #a3adb8;
  --line: #333b45; --ok: #5fd07f; --ok-ground: #12331c; --bad: #ff9a92; --bad-ground: #43191a; --wait: #edc04f;
  --wait-ground: #3a2d0b; --code: #10151a; --bar: #6ca0ff; } }
* { box-sizing: border-box; }
body { font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; background: var(--page);
  color: var(--text); margin: 0; }
header, main, footer { max-width: 58rem; margin: 0 auto; padding: 0 1.25rem; }
header { padding-top: 2.5rem; } footer { padding-bottom: 4rem; } main:focus { outline: none; }
.skip { position: absolute; left: -100vw; } .skip:focus { left: 1rem; top: 1rem; padding: .4rem .8rem; z-index: 1;
  background: var(--card); color: var(--text); }
:focus-visible { outline: 3px solid var(--bar); outline-offset: 2px; }
.unseen { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%);
  white-space: nowrap; }
h1 { font-size: 1.7rem; line-height: 1.25; margin: .1rem 0 1.2rem; }
h2 { font-size: 1.1rem; margin: 0; }
p { margin: .35rem 0; }
.soft { color: var(--soft); } .eyebrow { color: var(--soft); font-size: .85rem; letter-spacing: .06em;
  text-transform: uppercase; margin: 0; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 1rem 1.25rem;
  margin: 1.1rem 0; }
.score { display: flex; flex-wrap: wrap; gap: 1rem 2.5rem; align-items: center; }
.remarks { flex-basis: 100%; } .total { font-size: 2.6rem; font-weight: 650; line-height: 1; margin: 0; } .total small { font-size: 1.1rem; font-weight: 400;
  color: var(--soft); }
.pots { flex: 1; min-width: min(15rem, 100%); display: grid; grid-template-columns: max-content 1fr max-content; gap: .35rem .8rem;
  align-items: center; font-size: .92rem; margin: 0; }
.pots dt, .pots dd { margin: 0; } .number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.bar { height: .55rem; border-radius: 99px; background: var(--line); overflow: hidden; }
.bar i { display: block; height: 100%; background: var(--bar); border-radius: 99px; }
.head { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 1rem; align-items: baseline; margin-bottom: .4rem; }
table { border-collapse: collapse; width: 100%; }
th { text-align: left; font-weight: 500; } thead th { font-size: .8rem; color: var(--soft); padding: .2rem .8rem .3rem 0; }
td, tbody th { vertical-align: top; padding: .5rem .8rem .5rem 0; border-top: 1px solid var(--line); }
th:last-child, td:last-child { padding-right: 0; width: 100%; max-width: 0; }
.pill { display: inline-block; min-width: 6.2rem; padding: .05rem .55rem; border-radius: 99px; font-size: .78rem;
  font-weight: 600; letter-spacing: .02em; white-space: nowrap; }
.ok { color: var(--ok); background: var(--ok-ground); } .bad { color: var(--bad); background: var(--bad-ground); }
.wait { color: var(--wait); background: var(--wait-ground); }
pre { font: .84rem/1.45 ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; white-space: pre-wrap;
  overflow-wrap: anywhere; margin: .4rem 0; padding: .55rem .75rem; background: var(--code);
  border: 1px solid var(--line); border-radius: 6px; }
pre .code { display: block; white-space: pre; overflow-x: auto; overflow-wrap: normal; }
summary { cursor: pointer; color: var(--soft); } code { font-family: ui-monospace, "DejaVu Sans Mono", monospace;
  font-size: .9em; }
@media (max-width: 34rem) { thead { display: none; } table, tbody, tr { display: block; } tr { padding: .55rem 0;
  border-top: 1px solid var(--line); } td, tbody th { display: inline-block; border: 0; padding: 0 .6rem .2rem 0; }
  td:last-child { display: block; max-width: none; } }
@media (forced-colors: active) { .pill, .bar, .bar i { border: 1px solid; } }
@media print { :root { color-scheme: light; } body { background: none; font-size: 11pt; } .skip { display: none; }
  .card { border-color: #999; padding: .6rem .9rem; } pre, h2 { break-inside: avoid; } pre .code { white-space: pre-wrap; overflow-wrap: anywhere; }
  .head { break-after: avoid; } header { padding-top: 0; } }
)css";

}  // namespace llmsys
