// What we write, Python's own libraries read, and the other way round.
#include <cstdio>
#include <cstdlib>

#include "framework/io/npy.h"
#include "framework/io/safetensors.h"
#include "framework/tensor/raw.h"
#include "framework/testing/compare.h"
#include "framework/testing/test.h"

using namespace llmsys;
using namespace llmsys::testing;

namespace {

// Runs a program; false if Python is missing or the program fails.
bool python(const std::string& program, const TemporaryFolder& folder) {
  write_file(folder.path("program.py"), program);
  const std::string command = "cd '" + folder.path() + "' && python3 program.py >python.log 2>&1";
  return std::system(command.c_str()) == 0;
}

NamedTensors samples() {
  return {{"f32", raw::reshape(raw::to(arange(6), DType::f32), {2, 3})},
          {"f64", from_values({0.1, -0.0, 1e300}, {3, 1}, DType::f64)},
          {"i64", from_values({1e15, -7}, {2}, DType::i64)},
          {"i32", from_values({-1}, {1}, DType::i32)},
          {"u8", from_values({0, 128, 255}, {3}, DType::u8)},
          {"bool", from_values({1, 0}, {2}, DType::boolean)},
          {"f16", from_values({0.5, -65504}, {2}, DType::f16)},
          {"i8", from_values({-128, 127}, {2}, DType::i8)},
          {"scalar", scalar(2.5)},
          {"none", empty({0, 4})}};
}

// The same tensors, as Python sees them.
const std::string kSamples = R"(
import numpy as np
samples = {'f32': np.arange(6, dtype='f4').reshape(2, 3), 'f64': np.array([[0.1], [-0.0], [1e300]]),
           'i64': np.array([10**15, -7], 'i8'), 'i32': np.array([-1], 'i4'), 'u8': np.array([0, 128, 255], 'u1'),
           'bool': np.array([True, False]), 'f16': np.array([0.5, -65504], 'f2'),
           'i8': np.array([-128, 127], 'i1'), 'scalar': np.array(2.5, 'f4'), 'none': np.zeros((0, 4), 'f4')}
def check(got):
    assert got.keys() == samples.keys(), got.keys()
    for name, want in samples.items():
        assert got[name].dtype == want.dtype and got[name].shape == want.shape, (name, got[name])
        assert got[name].tobytes() == want.tobytes(), (name, got[name])
)";

}  // namespace

TEST_CASE("Python's safetensors reads our file, and we read its file") {
  const TemporaryFolder folder;
  if (!python("import numpy, safetensors.numpy", folder)) LLMSYS_SKIP("needs python3 with numpy and safetensors");
  save_safetensors(folder.path("ours.safetensors"), samples(), {{"by", "us"}});
  INFO(folder.path());
  const bool fine = python(kSamples + R"(
from safetensors import safe_open
from safetensors.numpy import load_file, save_file
check(load_file('ours.safetensors'))
with safe_open('ours.safetensors', 'np') as f:
    assert f.metadata() == {'by': 'us'}, f.metadata()
save_file(samples, 'theirs.safetensors', metadata={'by': 'them'})
)",
                           folder);
  INFO(read_file(folder.path("python.log")));
  REQUIRE(fine);
  const SafetensorsFile theirs(folder.path("theirs.safetensors"));
  CHECK(theirs.metadata().at("by") == "them");
  CHECK(theirs.entries().size() == samples().size());
  for (const auto& [name, tensor] : samples()) require_equal(theirs.tensor(name), tensor);
}

TEST_CASE("NumPy reads our .npy files, and we read its files, in both orders") {
  const TemporaryFolder folder;
  if (!python("import numpy", folder)) LLMSYS_SKIP("needs python3 with numpy");
  for (const auto& [name, tensor] : samples()) write_npy(folder.path("ours_" + name + ".npy"), tensor);
  const bool fine = python(kSamples + R"(
check({name: np.load(f'ours_{name}.npy') for name in samples})
for name, array in samples.items():
    np.save(f'theirs_{name}.npy', array)
np.save('fortran.npy', np.asfortranarray(samples['f32']))
with open('version2.npy', 'wb') as f:
    np.lib.format.write_array(f, samples['i64'], version=(2, 0))
)",
                           folder);
  INFO(read_file(folder.path("python.log")));
  REQUIRE(fine);
  for (const auto& [name, tensor] : samples()) require_equal(read_npy(folder.path("theirs_" + name + ".npy")), tensor);
  require_equal(read_npy(folder.path("fortran.npy")), samples()[0].tensor);
  require_equal(read_npy(folder.path("version2.npy")), samples()[2].tensor);
}
