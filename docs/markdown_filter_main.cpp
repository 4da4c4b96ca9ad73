// markdown_filter FILE: prints the page for Doxygen, which calls this as its input filter.
#include <cstdio>
#include <fstream>
#include <iterator>

#include "docs/markdown_filter.h"

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fputs("usage: llmsys_markdown_filter FILE.md   (prints the page as Doxygen reads it)\n", stderr);
    return 2;
  }
  std::ifstream file(argv[1], std::ios::binary);
  if (!file) {
    std::fprintf(stderr, "llmsys_markdown_filter: cannot read %s\n", argv[1]);
    return 1;
  }
  const std::string text(std::istreambuf_iterator<char>(file), {});
  const std::string page = llmsys::docs::filter_markdown(text, argv[1]);
  std::fwrite(page.data(), 1, page.size(), stdout);
  return 0;
}
