#include "autograder/explain/compile_hints.h"

#include <algorithm>
#include <string_view>

#include "framework/base/text.h"

namespace llmsys {
namespace {

// The first rule whose pieces are in the message and in the line gives the hint.
struct Rule {
  std::string_view message;  // a piece of the message
  std::string_view line;     // a piece of the student's line; empty: any line
  std::string_view hint;
};

constexpr Rule kPython[] = {
    {"‘len’", "", "C++ has no len(): a vector, string or span knows its size(), a tensor numel() and size(dim)."},
    {"‘True’", "", "in C++ it is true, in small letters."},
    {"‘False’", "", "in C++ it is false, in small letters."},
    {"‘None’", "", "C++ has no None: an undefined Tensor is Tensor(), a pointer to nothing nullptr."},
    {"‘print’", "", "C++ prints with std::printf(\"%g\\n\", x) from <cstdio>."},
    {"‘range’", "", "C++ counts with for (int64_t i = 0; i < n; ++i)."},
    {"‘self’", "", "members need no self: write their name alone."},
    {"‘def’", "", "a C++ function begins with the type of its result: double f(double x) { ... }."},
    {"‘elif’", "", "in C++ it is else if."},
    {"‘torch’", "",
     "this is not PyTorch: the functions you may call are in framework/tensor/ and in the lab's headers."},
    {"‘np’", "", "there is no NumPy here: the functions you may call are in framework/tensor/ and <cmath>."},
    {"named ‘append’", "", "a vector grows with push_back(x), a string with +=."},
    {"named ‘shape’", "std::", "a vector knows its size(); shape() is a Tensor's."},
    {"named ‘length’", "", "it is size()."},
    {"named ‘len’", "", "it is size()."},
    {"invalid preprocessing directive", "#", "a comment begins with //, not with #."},
    {"expected ‘(’ before", "for ",
     "a loop is for (int64_t i = 0; i < n; ++i) { ... }, or for (const auto& x : list) { ... }."},
    {"expected ‘(’ before", "if ",
     "the condition stands in parentheses, and what follows in braces: if (x < 2) { ... }."},
    {"expected ‘(’ before", "while ", "the condition stands in parentheses: while (x < 2) { ... }."},
    {"expected ‘]’ before ‘:’", "",
     "C++ has no slices: loop from the index you want, or take .subspan(first, count) of a span."},
    {"unary ‘*’", "**", "C++ has no **: a square is p * p, other powers std::pow(p, q) from <cmath>."},
    {"character constant too long", "'", "text stands in double quotes; single quotes are for one character."},
    {"from ‘int’ to ‘const std::string&’", "'", "text stands in double quotes; single quotes are for one character."},
    {"extended character", "", "a quote or dash from a word processor: type \" and - on the keyboard."},
    {"stray ‘", "", "a character that C++ does not know, perhaps copied from a document or from Python: type it anew."},
};

constexpr Rule kTensors[] = {
    {"no matching function for call to ‘llmsys::Tensor::at(", "",
     "at() needs the type of the element: at<float>(i, j), at<double>(i, j) or at<int64_t>(i, j)."},
    {"‘operator[]’ (operand types are ‘const llmsys::Tensor’", "",
     "one element of a tensor is t.at<float>(i, j), with its type; slices are raw::slice() and raw::select()."},
    {"‘operator[]’ (operand types are ‘llmsys::Tensor’", "",
     "one element of a tensor is t.at<float>(i, j), with its type; slices are raw::slice() and raw::select()."},
    {"cannot convert ‘const llmsys::Tensor’ to ‘", "",
     "a tensor is not a number: read one element with at<double>(i, j)."},
    {"cannot convert ‘llmsys::Tensor’ to ‘", "", "a tensor is not a number: read one element with at<double>(i, j)."},
    {"no match for ‘operator<’", "",
     "this type has no order: give the algorithm a comparison of your own, a lambda (a, b) -> bool, or the map another "
     "key."},
    {"(operand types are ‘const llmsys::Tensor’", "",
     "tensors have no operators: call raw::add(), raw::mul(), ... or, where gradients are wanted, add(), mul(), ..."},
    {"(operand types are ‘llmsys::Tensor’", "",
     "tensors have no operators: call raw::add(), raw::mul(), ... or, where gradients are wanted, add(), mul(), ..."},
};

constexpr Rule kKernels[] = {
    {"expected primary-expression before ‘<’", "<<<",
     "kernels are launched by launch<kernel>({.grid = .., .block = .., .stream = stream}, arguments...), on a GPU and "
     "in the emulator."},
    {"storage size of ‘", "__shared__",
     "the size of a shared array must be a constant: constexpr int kTile = 32; or ask for dynamic_shared<float>()."},
    {"‘const uint3’ to ‘", "", "threadIdx and its like have three parts: threadIdx.x, .y and .z."},
    {"‘const dim3’ to ‘", "", "blockDim and its like have three parts: blockDim.x, .y and .z."},
    {"‘const struct uint3’ has no member", "", "threadIdx and blockIdx have the parts x, y and z."},
    {"invalid ‘static_cast’ from type", "launch<",
     "the arguments behind { } must be those of the kernel, in its order and of its types."},
};

constexpr Rule kMessages[] = {
    {"use of deleted function ‘std::unique_ptr", "",
     "a unique_ptr has one owner and cannot be copied: std::move(p) hands it over."},
    {"construct_at(std::unique_ptr", "",
     "a unique_ptr has one owner and cannot be copied: std::move(p) hands it over."},
    {"expected ‘,’ or ‘;’ before", "", "a ; is missing at the end of the line above."},
    {"expected ‘;’ after", "", "a struct or class ends with };"},
    {"expected ‘;’ before", "", "a ; is missing there, or at the end of the line above."},
    {"expected ‘}’ at end of input", "",
     "a { somewhere above has no }: indent the file and look where a function does not end in the first column."},
    {"expected unqualified-id before", "", "this stands outside of any function: one } too many above?"},
    {"expected declaration before ‘}’", "", "one } too many: something above was closed already."},
    {"a function-definition is not allowed here", "",
     "a function cannot be made inside another: put it above, into namespace { }, or use a lambda: const auto f = "
     "[](double x) { return x; };"},
    {"has not been declared", "",
     "nothing of that name is known here: a #include is missing, or it belongs to another namespace."},
    {"of pointer type", "", "a pointer's members are reached by ->, not by a dot."},
    {"did you forget the ‘()’", "", "a method is called with (): size(), not size."},
    {"from type ‘", "", "a method is called with (): size(), not size."},
    {"cannot be used as a function", "", "a variable of that name hides the function: give it another name."},
    {"‘this’ argument discards qualifiers", "",
     "the object is const (a const reference, as parameters often are): work on a copy, or return a new one."},
    {"assignment of read-only", "", "it is const: what comes in may only be read; write to the result, or to a copy."},
    {"increment of read-only", "", "it is const: what comes in may only be read; write to a copy."},
    {"binding reference of type", "",
     "what is const cannot be handed over to be changed: take a copy, or a const reference."},
    {"lvalue required as left operand", "", "= gives a value to a variable; to compare, write ==."},
    {"is not captured", "", "a lambda sees only what it captures: [&] for all around it, [seen] for a copy."},
    {"to binary ‘operator%’", "", "% is for whole numbers: std::fmod(a, b) from <cmath> is for the others."},
    {"redeclaration of", "", "the name exists already: leave the type out to give it a new value."},
    {"conflicting declaration", "", "the name exists already with another type: take another name."},
    {"ambiguating new declaration", "", "the result's type must be that of the header."},
    {"no declaration matches", "", "name, parameters and const must be exactly those of the header."},
    {"return-statement with no value", "", "the function has to return a value here, or to throw."},
    {"too few arguments", "", "compare with the declaration: which parameters does it want?"},
    {"too many arguments", "", "compare with the declaration: which parameters does it want?"},
    {"invalid initialization of reference", "",
     "compare with the declaration: the argument has another type than the parameter."},
    {"no matching function for call", "",
     "no function of that name takes these arguments: compare their number, order and types with the declaration."},
    {"hash<std::pair", "", "a pair has no hash: use a std::map, which needs only an order."},
    {"unordered_map() [with", "", "the key has no hash: use a std::map, which needs only an order."},
    {"narrowing conversion", "",
     "inside { } a number must not lose digits: make the variable of the wanted type, or write "
     "static_cast<int64_t>(x)."},
    {"No such file or directory", "",
     "no file of that name: paths begin at the top of the repository, as in \"labs/...\" and \"framework/...\"."},
    {"control reaches end of non-void function", "",
     "there is a way through the function without return: its result is then anything, or the program ends."},
    {"no return statement in function", "",
     "the function promises a result: return it, else it is anything, or the program ends."},
    {"assignment used as truth value", "", "= gives a new value; to compare, write ==."},
    {"of different signedness", "",
     "size() is unsigned: count with size_t, or compare with static_cast<int64_t>(v.size())."},
    {"is used uninitialized", "", "give it a value where it is made: double sum = 0;"},
    {"was not declared in this scope; did you mean", "",
     "a name that is not known here: misspelt, or made inside another pair of braces?"},
    {"was not declared in this scope", "",
     "a variable needs a type where it is made (double x = 0; or const auto x = ...;) and is known up to the } of its "
     "block."},
};

template <size_t N>
std::string_view first_match(const Rule (&rules)[N], const std::string& words, const std::string& line) {
  for (const Rule& rule : rules)
    if (words.find(rule.message) != words.npos && line.find(rule.line) != line.npos) return rule.hint;
  return "";
}

// "‘std::map’ is defined in header ‘<map>’; did you forget to ‘#include <map>’?" -> "#include <map>".
std::string wanted_include(const Diagnostic& error) {
  for (const Diagnostic& note : error.notes) {
    const size_t begin = note.words.find("#include <"), end = note.words.find('>', begin);
    if (begin != note.words.npos && end != note.words.npos) return note.words.substr(begin, end + 1 - begin);
  }
  return "";
}

// "‘vector’ was not declared", and a note that names ‘std::vector’ -> "std::vector".
std::string wanted_std(const Diagnostic& error) {
  constexpr std::string_view kOpen = "‘", kClose = "’", kStd = "‘std::";
  const size_t begin = error.words.find(kOpen), end = error.words.find(kClose);
  if (begin != 0 || end == error.words.npos) return "";
  const std::string name = error.words.substr(kOpen.size(), end - kOpen.size());
  for (const Diagnostic& note : error.notes)
    if (note.words.find(text(kStd, name, kClose)) != note.words.npos) return "std::" + name;
  return "";
}

bool any_says(const std::vector<Diagnostic>& all, std::string_view words) {
  return std::any_of(all.begin(), all.end(), [&](const auto& one) { return one.words.find(words) != one.words.npos; });
}

}  // namespace

std::string compile_hint(const Diagnostic& error, const std::string& line, const std::vector<Diagnostic>& others) {
  for (const std::string_view hint : {first_match(kPython, error.words, line), first_match(kTensors, error.words, line),
                                      first_match(kKernels, error.words, line)})
    if (!hint.empty()) return std::string(hint);
  for (const Diagnostic& note : error.notes)
    if (const std::string_view hint = first_match(kPython, note.words, line); !hint.empty()) return std::string(hint);
  if (const std::string include = wanted_include(error); !include.empty()) return "add " + include + " above.";
  if (const std::string name = wanted_std(error); !name.empty()) return "write " + name + ".";
  if (error.words.find("not allowed here") != error.words.npos && any_says(others, "expected ‘}’ at end of input"))
    return "a } is missing above: the function before this one has not ended.";
  return std::string(first_match(kMessages, error.words, line));
}

}  // namespace llmsys
