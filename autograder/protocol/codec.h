/// @file
/// Values as bytes. The decoder reads what a hostile process wrote: every length is checked before it is used.
///
/// Little-endian, no padding. A value is a tag byte and its content:
/// `T` dtype:u8 (the number of the DType) rank:u8 sizes:i64[rank] elements | `i` i64 | `d` f64 | `b` u8 (0 or 1) | `s` length:u64 bytes |
/// `l` count:u32 values | `m` count:u32 (length:u16 name, value)*.
#pragma once
#include <string>
#include <string_view>

#include "autograder/protocol/values.h"

namespace llmsys {

/// The bytes of `values`. Tensors are written contiguously, whatever their strides.
std::string encode(const Values& values);

/// What encode() made.  @throws ValueError for anything encode() could not have made: trailing or missing bytes, unknown
/// tags or dtypes, sizes that do not fit the bytes there are, truth values other than 0 and 1, more than 16 levels
Values decode(std::string_view bytes);

}  // namespace llmsys
