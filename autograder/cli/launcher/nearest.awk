# Prints the input line with the smallest edit distance (Levenshtein) to `word`, unless even that one is far: more than
# a third of the letters wrong, rounded up.
function least(a, b, c) { return a < b ? (a < c ? a : c) : (b < c ? b : c) }

function distance(s, t,    i, j, m, n, d) {
  m = length(s); n = length(t)
  for (i = 0; i <= m; i++) d[i, 0] = i
  for (j = 0; j <= n; j++) d[0, j] = j
  for (i = 1; i <= m; i++)
    for (j = 1; j <= n; j++)
      d[i, j] = least(d[i - 1, j] + 1, d[i, j - 1] + 1, d[i - 1, j - 1] + (substr(s, i, 1) != substr(t, j, 1)))
  return d[m, n]
}

{
  far = distance(tolower(word), $0)
  if (NR == 1 || far < best) { best = far; nearest = $0 }
}

END { if (best <= int((length(word) + 2) / 3)) print nearest }
