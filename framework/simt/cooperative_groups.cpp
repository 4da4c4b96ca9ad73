#include "framework/simt/cooperative_groups.h"

#include "framework/simt/detail/block.h"

namespace cooperative_groups {

bool grid_group::is_valid() { return llmsys::simt::detail::current_block->grid().shape.cooperative; }

}  // namespace cooperative_groups
