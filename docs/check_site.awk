# awk -f check_site.awk *.html, in the site's folder: prints each link that leads nowhere and each thing that a page
# would load from the network (a link that a reader may follow to the web is fine). Prints nothing if all is well.
FNR == 1 { files[FILENAME] = 1 }

{
  line = $0
  while (match(line, /<[a-zA-Z][^>]*>/)) {
    tag = substr(line, RSTART, RLENGTH)
    line = substr(line, RSTART + RLENGTH)
    name = attribute(tag, "id"); if (name != "") anchors[FILENAME "#" name] = 1
    name = attribute(tag, "name"); if (name != "") anchors[FILENAME "#" name] = 1
    if (attribute(tag, "src") != "") note(tag, attribute(tag, "src"))
    if (attribute(tag, "data") != "") note(tag, attribute(tag, "data"))
    if (attribute(tag, "href") != "") note(tag, attribute(tag, "href"))
  }
}

function attribute(tag, key,    start, rest) {
  if (!match(tag, "[ \t]" key "=\"[^\"]*\"")) return ""
  start = RSTART + length(key) + 3
  rest = substr(tag, start, RLENGTH - length(key) - 4)
  gsub(/&amp;/, "\\&", rest)
  return rest
}

function note(tag, target) {
  if (target ~ /^(https?:)?\/\//) {
    if (tag !~ /^<a[ \t]/) print FILENAME ": loads " target " from the network"
  } else if (target !~ /^(mailto|javascript|data):/ && target != "#" && target !~ /#nested-classes$/) {
    # Doxygen 1.9.4 links to "nested-classes" of a class even if all of them are private and so not shown.
    links[FILENAME "\t" target] = 1
  }
}

# True if the file can be read: pages were read already, pictures and scripts are tried once.
function exists(file,    status, ignored) {
  if (!(file in files)) {
    status = (getline ignored < file)
    close(file)
    files[file] = (status >= 0)
  }
  return files[file]
}

END {
  for (link in links) {
    split(link, part, "\t")
    hash = index(part[2], "#")
    file = hash ? substr(part[2], 1, hash - 1) : part[2]
    if (file == "") file = part[1]
    sub(/\?.*/, "", file)
    if (!exists(file)) print part[1] ": " part[2] " leads nowhere"
    else if (hash && file ~ /\.html$/ && !((file "#" substr(part[2], hash + 1)) in anchors))
      print part[1] ": " file " has no place called " substr(part[2], hash + 1)
  }
}
