#include "framework/device/device.h"

namespace llmsys {

std::string_view to_text(Device device) { return device == Device::cpu ? "cpu" : "cuda"; }

}  // namespace llmsys
