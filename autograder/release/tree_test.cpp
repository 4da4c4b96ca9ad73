// Which files students get.
#include "autograder/release/tree.h"

#include "autograder/release/release.h"
#include "autograder/release/secrets.h"
#include "framework/base/error.h"
#include "framework/testing/test.h"

using namespace llmsys;

namespace {

const Paths& repository() {
  static const Paths paths{testing::source_root(), testing::source_root() + "/build/cpu"};
  return paths;
}

// Of labs 0 and 1.
const ReleaseTree& first_two() {
  static const ReleaseTree tree = student_tree(repository(), labs_in(find_labs(repository().root), "0-1"));
  return tree;
}

}  // namespace

TEST_CASE("students get no secret file, and every file that their build needs") {
  const ReleaseTree& tree = first_two();
  for (const auto& [name, file] : tree) {
    INFO(name);
    CHECK_FALSE(is_secret_file(name));
    CHECK(name.find("/mutants/0") == std::string::npos);
    CHECK_FALSE(name.starts_with("autograder/attacks"));
    CHECK_FALSE(name.starts_with("framework/simt/corpus/"));  // a tiled product, a transpose, reductions
    CHECK(name != "framework/testing/backward.h");            // a backward pass
  }
  for (const char* name : {"lab", "LICENSE", "CMakeLists.txt", "labs/00_warm_up/README.md", "labs/00_warm_up/lab.json",
                           "labs/01_autodiff/ops.h", "framework/base/error.h", "autograder/00_warm_up/scenarios.cpp",
                           "autograder/00_warm_up/tests_shapes.cpp", "autograder/02_gpu_kernels/traced_scenario.h",
                           "programs/train/main.cpp", "labs/04_transformer/kernels/rope.cpp"}) {
    INFO(name);
    CHECK(tree.contains(name));
  }
  CHECK(tree.at("lab").executable);
}

TEST_CASE("of a lab that is not released only the system's part is there") {
  const ReleaseTree& tree = first_two();
  CHECK(tree.contains("labs/04_transformer/rope.h"));
  CHECK(tree.contains("labs/04_transformer/layers.cpp"));
  for (const char* name : {"labs/04_transformer/lab.json", "labs/04_transformer/README.md",
                           "labs/04_transformer/rope.cpp", "autograder/04_transformer/tests_rope.cpp"}) {
    INFO(name);
    CHECK_FALSE(tree.contains(name));
  }
}

TEST_CASE("task files are stubs, whatever the working tree holds, and a copy of them stays") {
  const ReleaseTree& tree = first_two();
  const ReleaseFile& stub = tree.at("labs/00_warm_up/view.cpp");
  CHECK(stub.from.empty());
  CHECK(stub.content.find("throw NotImplemented(\"lab00 task 0.2") != std::string::npos);
  CHECK(tree.at("prebuilt/stubs/00_warm_up/view.cpp").content == stub.content);
}

TEST_CASE("what editors and interrupted releases leave behind is no file of the repository") {
  const testing::TemporaryFolder root;
  for (const char* name : {"labs/view.cpp~", "labs/view.cpp.orig", "labs/#view.cpp#", "labs/.view.cpp.swp",
                           "docs/__pycache__/a.py", "docs/out.123.draft/solution.cpp", "build/a.cpp", "labs/view.cpp"})
    write_atomically(root.path(name), "x\n");
  CHECK(repository_files(root.path()) == std::vector<std::string>{"labs/view.cpp"});
}

TEST_CASE("includes are followed") {
  const testing::TemporaryFolder root;
  write_atomically(root.path("a.cpp"), "#include <vector>\n#include \"b.h\"\n");
  write_atomically(root.path("b.h"), "  #include \"c/d.h\"\n#include \"absent.h\"\n");
  write_atomically(root.path("c/d.h"), "#include \"b.h\"\n");
  CHECK(with_includes(root.path(), {"a.cpp"}) == std::set<std::string>{"a.cpp", "b.h", "c/d.h"});
}

TEST_CASE("labs are chosen by numbers and ranges") {
  const std::vector<LabManifest> all = find_labs(repository().root);
  const auto numbers = [&](const std::string& range) {
    std::vector<int> out;
    for (const LabManifest& lab : labs_in(all, range)) out.push_back(lab.number);
    return out;
  };
  CHECK(numbers("0-2,4") == std::vector<int>{0, 1, 2, 4});
  CHECK(numbers("3") == std::vector<int>{3});
  CHECK(numbers("").size() == all.size());
  for (const char* wrong : {"x", "0-", "-1", "99", "1-0", "0,,1", "0 1"}) {
    INFO(wrong);
    CHECK_THROWS_AS(labs_in(all, wrong), ValueError);
  }
}
