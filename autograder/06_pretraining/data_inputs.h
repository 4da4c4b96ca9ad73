/// @file
/// Texts, documents and loaders for lab 06's tests, and what must come of them.
#pragma once
#include <string>
#include <vector>

#include "autograder/06_pretraining/data_values.h"
#include "autograder/06_pretraining/reference/data.h"
#include "autograder/judge/lab_test.h"
#include "autograder/judge/random_inputs.h"

namespace llmsys::lab06 {

/// Fails unless the student's answer has all values of the reference's answer.
void expect_right(const std::string& scenario, const Values& in);

/// Words, lines and paragraphs: letters of several scripts, stop words, symbols, bullets, all kinds of white space,
/// and broken characters.
std::string random_text(int64_t parts);

/// A text of that many words out of `different` ones, with a blank or a comma between them.
std::string random_words(int64_t count, int64_t different);

/// A page that breaks none of Gopher's rules.
std::string good_page();

/// Documents of up to `longest` ids, some of them empty; ids are below `vocabulary`, and none is 0, the end token.
std::vector<std::vector<int64_t>> random_documents(int64_t count, int64_t longest, int64_t vocabulary);

/// Inputs of `load` and `row_at`: that many tokens in shards of random sizes, one rank, shuffled; `steps` 0.
Values loader_inputs(int64_t tokens, int64_t context, int64_t batch);

/// The same inputs with some of them replaced.
Values with(Values in, const Values& replaced);

}  // namespace llmsys::lab06
