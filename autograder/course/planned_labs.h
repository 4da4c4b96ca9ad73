/// @file
/// The curriculum: the labs that there are or will be.
#pragma once
#include <array>
#include <string_view>

namespace llmsys {

/// Folders below labs/, by number. A course may name each; those that are not written yet cannot be graded yet.
inline constexpr std::array<std::string_view, 24> kPlannedLabs = {"00_warm_up",
                                                                  "01_autodiff",
                                                                  "02_gpu_kernels",
                                                                  "03_gpu_fusion",
                                                                  "04_transformer",
                                                                  "05_tokenizer",
                                                                  "06_pretraining",
                                                                  "07_mixed_precision",
                                                                  "08_memory",
                                                                  "09_data_parallel",
                                                                  "10_pipeline_parallel",
                                                                  "11_tensor_parallel",
                                                                  "12_zero",
                                                                  "13_moe",
                                                                  "14_lora",
                                                                  "15_flash_attention",
                                                                  "16_kv_cache",
                                                                  "17_batching",
                                                                  "18_compression",
                                                                  "19_alignment",
                                                                  "20_retrieval",
                                                                  "21_evaluation",
                                                                  "22_serving",
                                                                  "23_capstone"};

}  // namespace llmsys
