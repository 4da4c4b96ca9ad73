#include "autograder/explain/compile_rules.h"

#include <algorithm>
#include <span>

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
    {"‘torch’", "",
     "this is not PyTorch: the functions you may call are in framework/tensor/ and in the lab's headers."},
    {"‘np’", "", "there is no NumPy here: the functions you may call are in framework/tensor/ and <cmath>."},
    {"‘elif’ was not", "", "in C++ it is else if."},
    {"‘f’ was not declared", "f\"",
     "C++ has no f\"...\": text(\"got \", n, \" of \", V), of framework/base/text.h, puts values into a text."},
    {"before ‘in’", "", "C++ has no in: std::find(v.begin(), v.end(), x) != v.end() looks through a vector or a span."},
    {"expected identifier before", "= [", "a list of values stands in braces: {1, 2, 3}."},
    {"expected identifier before", "return [", "a list of values stands in braces: {1, 2, 3}."},
    {"before ‘if’", " else ", "a choice between two values is condition ? a : b."},
    {"operand of comma operator", "",
     "C++ assigns one variable at a time; std::swap(a, b), from <utility>, exchanges two, a struct returns several."},
    {"‘null’", "", "C++ has no null: an undefined Tensor is Tensor(), a pointer to nothing nullptr."},
    {"‘pass’", "", "C++ needs no pass: { } is an empty block."},
    {"‘import’", "", "C++ includes headers: #include <vector>."},
    {"‘lambda’", "", "a lambda is [](double x) { return x * x; }."},
    {"named ‘append’", "", "a vector grows with push_back(x), a string with +=."},
    {"named ‘shape’", "std::", "a vector knows its size(); shape() is a Tensor's."},
    {"named ‘length’", "", "it is size()."},
    {"named ‘len’", "", "it is size()."},
    {"did you mean #", "#", "a misspelt directive of the preprocessor."},
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
    {"Tensor::at<llmsys::DType", "", "at() needs a type of C++: at<float>, at<double> or at<int64_t>."},
    {"from ‘<brace-enclosed initializer list>’ to ‘llmsys::Tensor’", "",
     "a tensor is made by a function of framework/tensor/factories.h: zeros({2, 3}, DType::f64), from_values({1, 2}, "
     "{2})."},
    {"reference of type ‘const llmsys::Shape&’ from expression", "",
     "sizes stand in braces: zeros({V, V}, DType::f64)."},
    {"call to ‘(const std::ranges::", "",
     "the algorithm cannot work with these elements: give it a comparison, a lambda (a, b) -> bool, or the member to "
     "look at."},
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
    {"call to ‘launch(", "",
     "the kernel stands in angle brackets: launch<kernel>({.grid = .., .block = .., .stream = stream}, arguments...)."},
    {"call to ‘launch<", "",
     "launch<kernel>({.grid = .., .block = .., .stream = stream}, arguments...), with these fields; a kernel that is a "
     "template needs its type: launch<kernel<float>>."},
    {"launch: the kernel takes another number", "", "compare the arguments behind { } with the kernel's parameters."},
    {"designator order for field", "",
     "fields are named in the order in which their struct has them; for LaunchConfig: grid, block, shared_bytes, "
     "stream."},
    {"reference, not call, to function", "", "a function is called with ( ): as it stands, nothing happens."},
    {"incompatible types in assignment of ‘", "[", "each index has brackets of its own: tile[y][x]."},
    {"for array subscript", "",
     "one index too many, or a number instead of a pointer: element (row, c) of a flat array is x[row * C + c]."},
    {"cannot convert ‘const float*’ to ‘float’", "", "this is a pointer to many values: one of them is x[i]."},
    {"cannot convert ‘float*’ to ‘float’", "", "this is a pointer to many values: one of them is x[i]."},
    {"invalid ‘static_cast’ from type", "launch<",
     "the arguments behind { } must be those of the kernel, in its order and of its types."},
};

constexpr Rule kMessages[] = {
    {"use of deleted function ‘std::unique_ptr", "",
     "a unique_ptr has one owner and cannot be copied: std::move(p) hands it over."},
    {"construct_at(std::unique_ptr", "",
     "a unique_ptr has one owner and cannot be copied: std::move(p) hands it over."},
    {"expected ‘;’ before ‘<", "for (",
     "the parts of a for stand between semicolons: for (int64_t i = 0; i < n; ++i)."},
    {"expected ‘;’ before ‘!=", "for (",
     "the parts of a for stand between semicolons: for (int64_t i = 0; i != n; ++i)."},
    {"expected identifier before ‘(’", "&&", "the whole condition stands in one pair of parentheses: if (a && b)."},
    {"expected primary-expression before ‘||’", "if ",
     "the whole condition stands in one pair of parentheses: if (a || b)."},
    {"expected ‘)’ before", "", "a ) is missing before this: count those that are open in the line."},
    {"missing terminating \"", "", "the text has no \" at its end."},
    {"‘else’ without a previous ‘if’", "",
     "more than one statement between if and else need braces; or a ; stands behind the if's condition."},
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
    {"base operand of ‘->’", "", "-> follows a pointer; the members of an object or a reference are reached by a dot."},
    {"of non-class type", "", "a number or a pointer has no members: is the variable of the type you think?"},
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
    {"is ambiguous", "",
     "several functions fit alike: give an argument exactly the type of the one you mean, as in "
     "static_cast<int64_t>(x)."},
    {"before deduction of ‘auto’", "", "the variable begins only behind its own =: start from a value."},
    {"jump to case label", "",
     "a variable made in a case would be known in the next one: put the case into braces { }."},
    {"default argument given", "", "a default value is written once, in the first declaration."},
    {"was declared ‘extern’ and later ‘static’", "",
     "leave static away: the header promises the function to other files."},
    {"deduced for lambda return type", "",
     "all its returns must have one type: return 0.0, or say the type: [](double x) -> double { ... }."},
    {"to binary ‘operator^’", "", "^ is no power in C++: a square is p * p, other powers std::pow(p, q) from <cmath>."},
    {"‘const char [", "\" + \"",
     "two texts in quotes cannot be added: write one, or text(a, b) of framework/base/text.h."},
    {"‘operator+’ (operand types are ‘std::", "",
     "a number is no text: std::to_string(n), or text(a, n) of framework/base/text.h."},
    {"is private within this context", "", "only its own class may use it: look for a public function in the header."},
    {"return-statement with a value", "",
     "the function's result is void: a kernel writes its results through its pointers, and return; ends it."},
    {"template instantiation depth", "", "the template needs itself without end: which case ends the recursion?"},
    {"invalid conversion from ‘const", "",
     "it points to what may only be read: make the new pointer one to const, too (const float*)."},
    {"redefinition of", "", "the name is there twice: take one away, or give it another name."},
    {"redeclaration of", "", "the name exists already: leave the type out to give it a new value."},
    {"conflicting declaration", "", "the name exists already with another type: take another name."},
    {"ambiguating new declaration", "", "the result's type must be that of the header."},
    {"no declaration matches", "", "name, parameters and const must be exactly those of the header."},
    {"return-statement with no value", "", "the function has to return a value here, or to throw."},
    {"too few arguments", "", "compare with the declaration: which parameters does it want?"},
    {"too many arguments", "", "compare with the declaration: which parameters does it want?"},
    {"invalid initialization of reference", "",
     "compare with the declaration: the argument has another type than the parameter."},
    {"call to ‘max(", "", "both values must be of one type: std::max<int64_t>(a, b)."},
    {"call to ‘min(", "", "both values must be of one type: std::min<int64_t>(a, b)."},
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
    {"expression in ‘>= 0’ is always true", "",
     "a size_t never gets below 0: for (size_t t = n; t-- > 0;), or count with int64_t."},
    {"reference to local variable", "", "the variable ends with the function: return it by value, without &."},
    {"do not have their mathematical meaning", "", "write 0 <= t && t < n: the first comparison's result is 0 or 1."},
    {"clause does not guard", "", "only the first line belongs to it: put what does into braces { }."},
    {"statement has no effect", "", "its result is not used: = gives a value, == only compares."},
    {"shift count >= width of type", "", "the number is an int of 32 bits: int64_t{1} << 40."},
    {"this statement may fall through", "", "the case goes on into the next one: end it with break; or return."},
    {"suggest parentheses around ‘&&’", "", "&& comes before ||: parentheses say which of them you mean."},
    {"is used uninitialized", "", "give it a value where it is made: double sum = 0;"},
    {"does not name a type", "",
     "no type of that name is known here: misspelt, a #include is missing, or this stands outside of the lab's "
     "namespace."},
    {"could not convert ‘", "", "the types differ: compare with the type that the declaration or the result has."},
    {"_’ was not declared in this scope", "",
     "names that end in _ are members: does the function begin with the name of its class, as in Class::function()?"},
    {"was not declared in this scope; did you mean", "",
     "a name that is not known here: misspelt, or made inside another pair of braces?"},
    {"was not declared in this scope", "",
     "a variable needs a type where it is made (double x = 0; or const auto x = ...;) and is known up to the } of its "
     "block."},
};

std::span<const Rule> table_of(RuleSet rules) {
  switch (rules) {
    case RuleSet::python: return kPython;
    case RuleSet::tensors: return kTensors;
    case RuleSet::kernels: return kKernels;
    default: return kMessages;
  }
}

}  // namespace

std::string_view hint_of(RuleSet rules, std::string_view words, std::string_view line) {
  const std::span<const Rule> table = table_of(rules);
  const auto rule = std::find_if(table.begin(), table.end(), [&](const Rule& one) {
    return words.find(one.message) != words.npos && line.find(one.line) != line.npos;
  });
  return rule == table.end() ? "" : rule->hint;
}

}  // namespace llmsys
