# Releases: `./lab release` leaves sources out of a tree and puts objects of them below prebuilt/, each named by its source.
#
#   prebuilt/solutions/LAB/FILE.worker.o    a task's solution, for workers
#   prebuilt/solutions/LAB/FILE.timed.o     the same for programs and benchmarks
#   prebuilt/solutions/LAB/FILE.library.o   code of the system that is not a lab's task yet
#   prebuilt/autograder/LAB/judge.o         tests, right answers and diagnoses, without names
#   prebuilt/stubs/LAB/FILE                 the stub as it was handed out
#
# Where a source is missing and its object is there, the object is linked. The other way round, preset release compiles the
# objects that `./lab release` takes, and writes their list to secret_objects.txt: path below prebuilt/, target, objects.

option(LLMSYS_RELEASE "Compile the objects of a release: no names of folders, functions or types that a reader has no use for" OFF)
if(EXISTS ${PROJECT_SOURCE_DIR}/prebuilt)
  set(LLMSYS_PREBUILT ${PROJECT_SOURCE_DIR}/prebuilt)
  include(prebuilt_fits)
endif()
if(LLMSYS_RELEASE)
  # A check that fails says so in words; source_location would add the file and the function.
  set(LLMSYS_SECRET_FLAGS -g0 -U_GLIBCXX_ASSERTIONS -fno-gnu-unique "-ffile-prefix-map=${PROJECT_SOURCE_DIR}/=" "-D__builtin_source_location()=nullptr")
endif()

# Sets `result` to whether all of `sources` are in this tree, or are made by the build.
function(llmsys_are_here result sources)
  set(${result} ON PARENT_SCOPE)
  foreach(source IN LISTS sources)
    cmake_path(ABSOLUTE_PATH source BASE_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR} NORMALIZE)
    cmake_path(IS_PREFIX PROJECT_SOURCE_DIR ${source} ours)
    cmake_path(IS_PREFIX CMAKE_BINARY_DIR ${source} made)
    if(LLMSYS_PREBUILT AND ours AND NOT made AND NOT source MATCHES "[$]<" AND NOT EXISTS ${source})
      set(${result} OFF PARENT_SCOPE)
    endif()
  endforeach()
endfunction()

# A target in place of a test whose sources are not in this tree, so that what is said of it has an addressee.
function(llmsys_absent name)
  file(WRITE ${CMAKE_BINARY_DIR}/absent.cpp "")
  add_library(${name} OBJECT EXCLUDE_FROM_ALL ${CMAKE_BINARY_DIR}/absent.cpp)
endfunction()

# Notes an object of a source that releases leave out.  ARGN: further flags
function(llmsys_secret_object target path)
  if(LLMSYS_RELEASE)
    target_compile_options(${target} PRIVATE ${LLMSYS_SECRET_FLAGS} ${ARGN})
    set_property(GLOBAL APPEND PROPERTY LLMSYS_SECRET_OBJECTS "${path}\t${target}\t$<JOIN:$<TARGET_OBJECTS:${target}>,\t>\n")
  endif()
endfunction()

# Sets `result` to the object of a solution's file that is there in its place, and has llmsys_objects_of() find it by `name`.
function(llmsys_prebuilt_object result name sources kind)
  set(${result} "" PARENT_SCOPE)
  if(kind STREQUAL "debug")
    set(kind worker)
  endif()
  file(RELATIVE_PATH path ${PROJECT_SOURCE_DIR} "${sources}")
  set(object ${LLMSYS_PREBUILT}/${path}.${kind}.o)
  if(LLMSYS_PREBUILT AND path MATCHES "^solutions/" AND NOT EXISTS "${sources}" AND EXISTS "${object}")
    set_property(GLOBAL PROPERTY LLMSYS_PREBUILT_OBJECT_${name} ${object})
    set(${result} ${object} PARENT_SCOPE)
  endif()
endfunction()

# Sets `result` to `sources`, with objects in place of those that are not here; in preset release, takes them apart.
function(llmsys_prebuilt_sources result target sources depends)
  set(taken "")
  foreach(source IN LISTS sources)
    if(source MATCHES "^${PROJECT_SOURCE_DIR}/(solutions/.*)$")
      set(path ${CMAKE_MATCH_1}.library.o)
      if(LLMSYS_PREBUILT AND EXISTS ${LLMSYS_PREBUILT}/${path})
        set(source ${LLMSYS_PREBUILT}/${path})
      elseif(LLMSYS_RELEASE)
        string(MAKE_C_IDENTIFIER "${target}_${path}" object)
        add_library(${object} OBJECT EXCLUDE_FROM_ALL ${source})
        target_link_libraries(${object} PRIVATE llmsys_strict ${depends})
        target_compile_options(${object} PRIVATE -O2)
        llmsys_secret_object(${object} ${path})
        set(source $<TARGET_OBJECTS:${object}>)
      endif()
    endif()
    list(APPEND taken ${source})
  endforeach()
  set(${result} ${taken} PARENT_SCOPE)
endfunction()

# Sets `result` to what links all of `objects`. Objects of a release become an archive that is linked whole: of an archive the
# linker is told what it needs, and puts that behind it; of a file it is not.
function(llmsys_prebuilt_archive result name objects depends)
  set(${result} ${objects} PARENT_SCOPE)
  if(LLMSYS_PREBUILT AND objects AND NOT objects MATCHES "[$]<")
    add_library(${name} STATIC ${objects})
    set_target_properties(${name} PROPERTIES LINKER_LANGUAGE CXX)
    target_link_libraries(${name} PUBLIC ${depends})
    set(${result} $<LINK_LIBRARY:WHOLE_ARCHIVE,${name}> PARENT_SCOPE)
  endif()
endfunction()

# A lab that this release has for the system only: no tasks, no tests.
function(llmsys_prebuilt_lab lab number)
  llmsys_lab_api(lab${number} plain "${given}" "${depends}")
  file(GLOB objects ${LLMSYS_PREBUILT}/solutions/${lab}/*.timed.o)
  llmsys_prebuilt_archive(objects lab${number}_solved "${objects}" llmsys::lab${number})
  foreach(side solution mine)
    add_library(llmsys_lab${number}_${side} INTERFACE)
    list(TRANSFORM uses REPLACE "(.+)" "llmsys::lab\\1_${side}" OUTPUT_VARIABLE used)
    target_link_libraries(llmsys_lab${number}_${side} INTERFACE ${objects} llmsys::lab${number} ${used})
    add_library(llmsys::lab${number}_${side} ALIAS llmsys_lab${number}_${side})
  endforeach()
endfunction()

# At the end of preset release: the list of what there is to take.
function(llmsys_write_secret_objects)
  if(LLMSYS_RELEASE)
    get_property(lines GLOBAL PROPERTY LLMSYS_SECRET_OBJECTS)
    string(JOIN "" content ${lines})
    file(GENERATE OUTPUT ${CMAKE_BINARY_DIR}/secret_objects.txt CONTENT "${content}")
  endif()
endfunction()
