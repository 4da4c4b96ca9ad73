#include "framework/simt/rewriter/rewrite.h"

#include <algorithm>
#include <array>
#include <vector>

#include "framework/base/error.h"
#include "framework/base/text.h"
#include "framework/simt/rewriter/kernels.h"
#include "framework/simt/rewriter/source.h"

namespace llmsys::simt {
namespace {

std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

/// How NVIDIA's headers begin that the emulator has nothing of.
constexpr std::array<std::string_view, 21> kUnknown = {
    "cub/",     "cublasLt",   "cuda/", "cuda_gl",  "cudnn",    "cufft",    "curand",
    "cusolver", "cusparse",   "cute/", "cutensor", "cutlass/", "nccl",     "npp",
    "nv/",      "nvToolsExt", "nvrtc", "nvshmem",  "nvtx3",    "texture_", "thrust/"};

class Rewriter {
 public:
  explicit Rewriter(std::string_view source) : source_(source), kernels_(source_) {}

  std::string run() {
    for (at_ = 0; at_ < source_.size();) {
      track_braces();
      if (!rewrite_include() && !rewrite_launch() && !rewrite_null() && !rewrite_shared() && !rewrite_member() &&
          !rewrite_launch_call())
        out_.emplace_back(source_[at_++].text);
    }
    std::string all;
    for (const std::string& piece : out_) all += piece;
    return all;
  }

 private:
  [[nodiscard]] bool is(size_t i, std::string_view text) const { return source_.is(i, text); }
  void track_braces();
  bool rewrite_include();
  bool rewrite_launch();
  bool rewrite_null();
  bool rewrite_shared();
  bool rewrite_member();
  bool rewrite_launch_call();
  [[nodiscard]] size_t end_of_name(size_t i) const;
  [[nodiscard]] size_t behind_cast(size_t i) const;

  Source source_;
  Kernels kernels_;
  size_t at_ = 0;
  size_t arguments_end_ = 0;       // of the last launch of an expression
  std::vector<std::string> out_;   // one piece a token, so that an expression can be taken back
  std::vector<bool> in_function_;  // for each open brace
};

void Rewriter::track_braces() {
  if (is(at_, "}") && !in_function_.empty()) in_function_.pop_back();
  if (!is(at_, "{")) return;
  const size_t before = source_.back(at_);
  const bool inside = !in_function_.empty() && in_function_.back();
  in_function_.push_back(inside || (is(before, ")") || is(before, "const") || is(before, "noexcept")));
}

/// #include <cub/cub.cuh> -> an error that says why, if the compiler comes to it.
bool Rewriter::rewrite_include() {
  if (source_[at_].kind != TokenKind::include) return false;
  const std::string_view line = source_[at_].text;
  const size_t open = line.find('<'), close = line.find('>');
  if (open == std::string_view::npos || close == std::string_view::npos) return false;
  const std::string_view name = line.substr(open + 1, close - open - 1);
  if (std::none_of(kUnknown.begin(), kUnknown.end(), [&](auto begin) { return name.starts_with(begin); })) return false;
  out_.push_back(text("#error \"the emulator has nothing of <", name,
                      ">: it runs the CUDA runtime, cooperative groups, wmma, ",
                      "the number types and cuBLAS; write what the program needs of it by hand\""));
  ++at_;
  return true;
}

/// k<<<g, b>>>(x) -> launch_kernel<k>(Configuration(g, b))(x): what comes behind stays as it is.
bool Rewriter::rewrite_launch() {
  if (!is(at_, "<<<")) return false;
  const auto need = [&](bool condition, const char* what) {
    LLMSYS_CHECK(ValueError, condition, "[simt_rewrite] line ", source_.line_of(at_), ": <<< without ", what);
  };
  const size_t begin = source_.expression_before(at_);
  need(begin != kNone, "a kernel before it");
  const size_t end = source_.find_outside(at_ + 1, ">>>");
  need(end != kNone, ">>>");
  const size_t open = source_.forward(end + 1);
  need(is(open, "("), "(arguments) behind >>>");
  const std::string kernel = source_.on_one_line(begin, at_);
  out_.resize(out_.size() - (at_ - begin));
  if (kernels_.name_one(source_, begin, at_)) {
    out_.push_back("::llmsys::simt::launch_kernel<" + kernel + ">(");
  } else {
    arguments_end_ = source_.find_outside(open + 1, ")");
    out_.push_back("::llmsys::simt::launch_expression(" + quoted(kernel) +
                   ", [=](auto... simt_arguments) LLMSYS_SIMT_RUNTIME { " + kernel + "(simt_arguments...); }, ");
  }
  out_.back() += "::llmsys::simt::Configuration(" + source_.line_ends(begin, at_);
  for (size_t i = at_ + 1; i < end; ++i) out_.emplace_back(source_[i].text);
  out_.push_back("))" + source_.line_ends(end, open));
  at_ = open;
  return true;
}

/// NULL as an argument: where no parameter says that it is a pointer, it would be a number.
bool Rewriter::rewrite_null() {
  if (at_ >= arguments_end_ || arguments_end_ == kNone || !is(at_, "NULL")) return false;
  const size_t before = source_.back(at_), behind = source_.forward(at_ + 1);
  if (!(is(before, "(") || is(before, ",")) || !(is(behind, ")") || is(behind, ","))) return false;
  out_.emplace_back("nullptr");
  ++at_;
  return true;
}

/// extern __shared__ [__align__(16)] T name[][2]; -> auto* const name = dynamic_shared<T[2]>();
bool Rewriter::rewrite_shared() {
  if (!is(at_, "extern")) return false;
  const size_t end = source_.find_outside(at_, ";"), bracket = source_.find_outside(at_, "[");
  bool shared = false;
  for (size_t i = at_; end != kNone && i < end; ++i) shared = shared || is(i, "__shared__");
  if (!shared || bracket == kNone || bracket > end) return false;
  const size_t name = source_.back(bracket), close = source_.find_outside(bracket + 1, "]");
  std::string type;
  for (size_t i = at_; i < name; ++i) {
    if (is(i, "extern") || is(i, "__shared__")) continue;
    if (is(i, "__align__") || is(i, "alignas"))
      i = source_.find_outside(source_.forward(i + 1) + 1, ")");
    else if (!is_blank(source_[i]))
      type += (type.empty() ? "" : " ") + std::string(source_[i].text);
  }
  const std::string element = type + source_.on_one_line(close + 1, end);
  const bool inside = !in_function_.empty() && in_function_.back();
  const std::string variable(source_[name].text);
  out_.push_back(inside ? "auto* const " + variable + " = ::llmsys::simt::dynamic_shared<" + element + ">()"
                        : "static const auto " + variable + " = ::llmsys::simt::DynamicShared<" + element + ">()");
  out_.back() += source_.line_ends(at_, end);
  at_ = end;
  return true;
}

/// config.gridDim, and .gridDim = in braces: the name alone is a variable of kernels.
bool Rewriter::rewrite_member() {
  if (!is(at_, "gridDim") && !is(at_, "blockDim")) return false;
  const size_t before = source_.back(at_);
  if (!is(before, ".") && !is(before, "->")) return false;
  out_.emplace_back(is(at_, "gridDim") ? "grid_dim" : "block_dim");
  ++at_;
  return true;
}

/// cudaLaunchKernel((void*)k, ... -> cudaLaunchKernel(NamedKernel{"k", k}, ...: reports need the name, and the cast would hide
/// what k takes. Of cudaLaunchKernelEx it is the second argument.
bool Rewriter::rewrite_launch_call() {
  const bool second = is(at_, "cudaLaunchKernelEx");
  if (!second && !is(at_, "cudaLaunchKernel") && !is(at_, "cudaLaunchCooperativeKernel")) return false;
  const size_t open = source_.forward(at_ + 1);
  if (!is(open, "(")) return false;
  const size_t before = second ? source_.find_outside(open + 1, ",") : open;
  if (before == kNone) return false;
  const size_t first = source_.forward(before + 1), begin = behind_cast(first), end = end_of_name(first);
  if (begin == kNone || end == kNone || begin >= end) return false;
  for (size_t i = at_; i <= before; ++i) out_.emplace_back(source_[i].text);
  const bool bracketed = is(begin, "(") && source_.find_outside(begin + 1, ")") == source_.back(end);
  const std::string kernel =
      bracketed ? source_.on_one_line(begin + 1, source_.back(end)) : source_.on_one_line(begin, end);
  out_.push_back("::llmsys::simt::NamedKernel{" + quoted(kernel) + ", " + kernel + "}" +
                 source_.line_ends(before + 1, end));
  at_ = end;
  return true;
}

/// The comma behind an argument that names a function: template arguments have commas of their own.
size_t Rewriter::end_of_name(size_t i) const {
  for (int depth = 0; i < source_.size() && depth >= 0; ++i) {
    if (depth == 0 && is(i, ",")) return i;
    depth += source_.opens(i) || is(i, "<") ? 1 : source_.closes(i) || is(i, ">") ? -1 : is(i, ">>>") ? -3 : 0;
  }
  return kNone;
}

/// What stands behind (void*) or reinterpret_cast<void*>, the brackets round it with it; i itself where there is no cast.
size_t Rewriter::behind_cast(size_t i) const {
  const bool named = is(i, "reinterpret_cast");
  const size_t open = named ? source_.forward(i + 1) : i;
  if (!is(open, named ? "<" : "(")) return i;
  const size_t close = source_.find_outside(open + 1, named ? ">" : ")");
  if (close == kNone) return i;
  const std::string type = source_.on_one_line(open + 1, close);
  const bool pointer = type == "void*" || type == "void *" || type == "const void*" || type == "const void *";
  return pointer ? source_.forward(close + 1) : i;
}

}  // namespace

std::string rewrite_cuda(std::string_view source, const std::string& path) {
  return "#include \"framework/simt/raw.h\"\n#line 1 " + quoted(path) + "\n" + Rewriter(source).run();
}

}  // namespace llmsys::simt
