# Libraries from the system. A missing one names the Debian package that holds it; `./lab` installs them all.

function(llmsys_need_header header package)
  string(MAKE_C_IDENTIFIER "LLMSYS_HEADER_${header}" variable)
  find_path(${variable} ${header})
  if(NOT ${variable})
    message(FATAL_ERROR "${header} was not found: install ${package} (./lab doctor shows what is missing)")
  endif()
endfunction()

find_package(Threads REQUIRED)
if(LLMSYS_PARALLEL STREQUAL "openmp")
  find_package(OpenMP REQUIRED COMPONENTS CXX)
endif()

llmsys_need_header(nlohmann/json.hpp nlohmann-json3-dev)
llmsys_need_header(CLI/CLI.hpp libcli11-dev)
llmsys_need_header(fmt/format.h libfmt-dev)
find_library(LLMSYS_FMT_LIBRARY fmt REQUIRED)
llmsys_need_header(utf8proc.h libutf8proc-dev)
find_library(LLMSYS_UTF8PROC_LIBRARY utf8proc REQUIRED)

# The grader: system call filters, submissions in archives, hashes.
llmsys_need_header(seccomp.h libseccomp-dev)
find_library(LLMSYS_SECCOMP_LIBRARY seccomp REQUIRED)
llmsys_need_header(archive.h libarchive-dev)
find_library(LLMSYS_ARCHIVE_LIBRARY archive REQUIRED)
llmsys_need_header(sodium.h libsodium-dev)
find_library(LLMSYS_SODIUM_LIBRARY sodium REQUIRED)

# Catch2 3 is a library, 2.13 a single header; framework/testing/test.h covers both.
find_package(Catch2 QUIET)
if(NOT Catch2_FOUND)
  llmsys_need_header(catch2/catch.hpp catch2)
endif()

find_package(benchmark QUIET)

find_library(LLMSYS_DNNL_LIBRARY dnnl)
find_path(LLMSYS_DNNL_INCLUDE dnnl.h)
find_library(LLMSYS_OPENBLAS_LIBRARY openblas)
find_path(LLMSYS_OPENBLAS_INCLUDE cblas.h PATH_SUFFIXES openblas ${CMAKE_LIBRARY_ARCHITECTURE}
  ${CMAKE_LIBRARY_ARCHITECTURE}/openblas-pthread ${CMAKE_LIBRARY_ARCHITECTURE}/openblas-openmp)
