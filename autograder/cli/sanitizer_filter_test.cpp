#include "autograder/cli/sanitizer_filter.h"

#include "framework/testing/test.h"

using llmsys::SanitizerFilter;

TEST_CASE("of each stack the student's frames are shown, and the call that led to the first") {
  SanitizerFilter filter("/home/ann/lab");
  CHECK(filter.take("freed by thread T0 here:") == "freed by thread T0 here:\n");
  CHECK(filter.take("    #0 0x7f01 in operator delete(void*) asan_new_delete.cpp:164").empty());
  CHECK(filter.take("    #1 0x7f02 in void f::push_back(T&&) /usr/include/c++/12/bits/stl_vector.h:1294").empty());
  CHECK(filter.take("    #2 0x5501 in index_of /home/ann/lab/labs/00_warm_up/frequent_word.cpp:28") ==
        "    #1 void f::push_back(T&&) /usr/include/c++/12/bits/stl_vector.h:1294\n"
        "    #2 index_of labs/00_warm_up/frequent_word.cpp:28\n");
  CHECK(filter.take("    #3 0x5502 in g(int) /home/ann/lab/labs/00_warm_up/frequent_word.cpp:39") ==
        "    #3 g(int) labs/00_warm_up/frequent_word.cpp:39\n");
  CHECK(filter.take("    #4 0x5503 in operator() /home/ann/lab/autograder/00_warm_up/scenarios.cpp:161").empty());
  CHECK(filter.take("").substr() == "\n");
  CHECK(filter.take("    #0 0x5504 in h /home/ann/lab/labs/00_warm_up/view.cpp:1") ==
        "    #0 h labs/00_warm_up/view.cpp:1\n");
}

TEST_CASE("shadow bytes are left out, and what tests print is not") {
  SanitizerFilter filter("/home/ann/lab");
  CHECK(filter.take("Shadow bytes around the buggy address:").empty());
  CHECK(filter.take("  0x0c08: fa fa fa").empty());
  CHECK(filter.take("==7==ABORTING") == "==7==ABORTING\n");
  CHECK(filter.take("task 0.5, example: PASS") == "task 0.5, example: PASS\n");
}

TEST_CASE("what a sanitizer calls a mistake is said in words below it") {
  SanitizerFilter filter("/home/ann/lab");
  CHECK(filter.take("==7==ERROR: AddressSanitizer: heap-use-after-free on address 0x60")
            .find("In words: memory is used after") != std::string::npos);
  CHECK(filter.take("/home/ann/lab/labs/00_warm_up/view.cpp:3:5: runtime error: signed integer overflow: 1 + 2") ==
        "labs/00_warm_up/view.cpp:3:5: runtime error: signed integer overflow: 1 + 2\n"
        "  In words: a whole number grows beyond its type: use int64_t, and widen before multiplying.\n");
  CHECK(filter.take("a line about a heap-use-after-free") == "a line about a heap-use-after-free\n");
}
