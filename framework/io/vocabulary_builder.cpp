#include "framework/base/error.h"
#include "framework/io/detail/bpe_files.h"

namespace llmsys::detail {

VocabularyBuilder::VocabularyBuilder(const std::vector<FileToken>& tokens) {
  std::vector<const FileToken*> by_id(tokens.size(), nullptr);
  for (const FileToken& token : tokens) {
    LLMSYS_CHECK(IoError, token.id >= 0 && token.id < static_cast<int64_t>(tokens.size()), "token '", shown(token.name),
                 "' has id ", token.id, ": ids of ", tokens.size(), " tokens must be 0 to ", tokens.size() - 1);
    const FileToken*& slot = by_id[static_cast<size_t>(token.id)];
    LLMSYS_CHECK(IoError, slot == nullptr, "id ", token.id, " is that of '", shown(slot->name), "' and of '",
                 shown(token.name), "'");
    slot = &token;
    LLMSYS_CHECK(IoError, ids_.emplace(token.name, token.id).second, "token '", shown(token.name), "' comes twice");
    LLMSYS_CHECK(IoError, !token.bytes.empty(), "token ", token.id, " is empty");
  }
  vocabulary.tokens.reserve(tokens.size());
  for (const FileToken* token : by_id) vocabulary.tokens.push_back(token->bytes);
}

int64_t VocabularyBuilder::id_of(const std::string& name, const std::string& place) const {
  const auto found = ids_.find(name);
  LLMSYS_CHECK(IoError, found != ids_.end(), place, ": '", shown(name), "' is no token of this vocabulary");
  return found->second;
}

void VocabularyBuilder::add_merge(const std::string& left, const std::string& right, const std::string& place) {
  vocabulary.merges.push_back({id_of(left, place), id_of(right, place), id_of(left + right, place)});
}

}  // namespace llmsys::detail
