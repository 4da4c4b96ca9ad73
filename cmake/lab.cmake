# llmsys_add_lab(01_autodiff
#   DEPENDS      llmsys::autograd          # what its API needs
#   USES         01                        # labs, by number, that its sources call: with their solutions, or as NN_mine
#   GIVEN        ops.cpp                   # sources in labs/NN_name that are given, not written by students
#   TESTS        tests_rules.cpp           # in autograder/NN_name, as the next two
#   HIDDEN       hidden.cpp                # used where it exists: public checkouts lack it
#   BENCHMARKS   bench.cpp)
#
# Task files come from lab.json. What a student's file becomes, for each slot (`student`: the working tree; `scratch`: any
# other folder that is graded; `mutant0` to `mutant3`: workers only):
#   overlay/SLOT/NN_name/FILE    a copy of the file to grade, made by the grader       -> one object each
#   labs/NN_name/SLOT/worker_T   the object of task T, and the solutions of all else
#   labs/NN_name/SLOT/worker_N.all            the objects of all tasks
#   labs/NN_name/worker_solution solutions only
#   labs/NN_name/SLOT/worker_timed_T   as worker_T, of tasks with a timed rung: the plain variant, without checks
#   labs/NN_name/worker_solution_timed the same of solutions only
#   labs/NN_name/SLOT/debug_T    judge and student in one process, with AddressSanitizer
# None of them is part of `all`: the grader asks for those it needs.
#
# Task files and given files may be kernel files (.cu): they are compiled for the emulator. Workers of such a lab hold the
# traced variant, which counts and checks what kernels do; so does debug_T, without AddressSanitizer, which the emulator's
# fibers confuse. What is timed is the plain variant. Presets with a sanitizer leave such labs out.
#
# Where lab.json says "kernels_apart", that holds of the tasks with a kernel file only. All others, and N.all, are linked
# without kernels: they keep AddressSanitizer and the sanitizer presets, and can be graded before the emulator is built, which
# they hold only where lab.json says "on_cuda". Both kinds have scenarios of their own, and a worker_solution:
#   scenarios*.cpp          of host tasks: worker_T, worker_solution
#   kernel_scenarios*.cpp   of kernel tasks: worker_T, worker_solution_traced; the solutions of host tasks are linked along
#
# A program links the system's code of lab NN with llmsys::labNN_solution (-O3), or with llmsys::labNN_mine: the files
# under overlay/mine, which are the student's where those have full marks.

# Kernel files of solutions, stubs and what is given.
function(llmsys_lab_for_nvcc lab files given)
  list(FILTER files INCLUDE REGEX "[.]cu$")
  list(FILTER given INCLUDE REGEX "[.]cu$")
  list(TRANSFORM files PREPEND ${PROJECT_SOURCE_DIR}/solutions/${lab}/ OUTPUT_VARIABLE solutions)
  list(TRANSFORM files PREPEND ${PROJECT_SOURCE_DIR}/labs/${lab}/ OUTPUT_VARIABLE stubs)
  list(TRANSFORM given PREPEND ${PROJECT_SOURCE_DIR}/labs/${lab}/)
  llmsys_for_nvcc(SOURCES ${solutions} ${given})
  llmsys_for_nvcc(STUB SOURCES ${stubs})
endfunction()

function(llmsys_add_lab lab)
  cmake_parse_arguments(ARG "" "" "DEPENDS;USES;GIVEN;TESTS;HIDDEN;BENCHMARKS" ${ARGN})
  string(SUBSTRING ${lab} 0 2 number)
  set(grader ${PROJECT_SOURCE_DIR}/autograder/${lab})
  set(manifest ${PROJECT_SOURCE_DIR}/labs/${lab}/lab.json)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${manifest})
  set(depends ${ARG_DEPENDS})
  set(uses ${ARG_USES})
  set(used_solutions "")
  foreach(other IN LISTS uses)
    list(APPEND depends llmsys::lab${other})
    list(APPEND used_solutions llmsys::lab${other}_solution)
  endforeach()
  set(given ${ARG_GIVEN})
  if(LLMSYS_PREBUILT AND NOT EXISTS ${manifest})
    llmsys_prebuilt_lab(${lab} ${number})
    return()
  endif()
  llmsys_read_tasks(${manifest} "${given}")
  if(LLMSYS_SANITIZE)  # nothing of the emulator
    list(FILTER given EXCLUDE REGEX "[.]cu$")
    if(NOT ids)
      return()
    endif()
  endif()

  llmsys_lab_for_nvcc(${lab} "${files}" "${given}")
  llmsys_lab_api(lab${number} plain "${given}" "${depends}")  # with what is given, for everyone
  llmsys_lab_solutions()
  llmsys_lab_judge("${ARG_TESTS}" "${ARG_HIDDEN}")
  file(GLOB scenarios CONFIGURE_DEPENDS ${grader}/scenarios*.cpp)
  file(GLOB kernel_scenarios CONFIGURE_DEPENDS ${grader}/kernel_scenarios*.cpp)
  if(host_ids)
    llmsys_lab_workers(host "${host_ids}" "${host_ids}" "${scenarios}")
    llmsys_lab_timed_workers("${timed_ids}" "${host_ids}")
  endif()
  if(traced_ids)
    if(host_ids)
      set(scenarios ${kernel_scenarios})
    endif()
    llmsys_lab_workers(traced "${traced_ids}" "${ids}" "${scenarios}")
  endif()
  llmsys_lab_for_programs(${lab} ${number})
  llmsys_lab_benchmarks(${lab} ${number} "${ARG_BENCHMARKS}")
  if(traced_ids AND NOT LLMSYS_CUDA AND EXISTS ${grader}/profile.cpp)
    llmsys_lab_profile(${lab} ${number})
  endif()

  # Never built: it puts the files that students edit into compile_commands.json, for their editors. GENERATED keeps
  # CMake quiet when one was deleted; the grader says so instead.
  foreach(file IN LISTS files)
    set(edited ${PROJECT_SOURCE_DIR}/labs/${lab}/${file})
    set_source_files_properties(${edited} PROPERTIES GENERATED TRUE)
    llmsys_lab_object(lab${number}_for_editors_${file} ${edited} worker "${depends}")
  endforeach()
endfunction()

# llmsys::labNN_solution and llmsys::labNN_mine.
function(llmsys_lab_for_programs lab number)
  set(solution "")
  set(mine "")
  foreach(id file IN ZIP_LISTS ids files)
    string(REPLACE "." "_" key ${id})
    if(TARGET lab${number}_solution_timed_${key})
      llmsys_sanitize(lab${number}_solution_timed_${key})
    endif()
    llmsys_student_object(lab${number}_mine_timed_${key} mine ${lab} ${file} timed "${depends}")
    foreach(side solution mine)
      llmsys_objects_of(object lab${number}_${side}_timed_${key})
      list(APPEND ${side} ${object})
    endforeach()
  endforeach()
  llmsys_prebuilt_archive(solution lab${number}_solved "${solution}" llmsys::lab${number})
  foreach(side solution mine)
    add_library(llmsys_lab${number}_${side} INTERFACE)
    list(TRANSFORM uses REPLACE "(.+)" "llmsys::lab\\1_${side}" OUTPUT_VARIABLE used)
    target_link_libraries(llmsys_lab${number}_${side} INTERFACE ${${side}} llmsys::lab${number} ${used})
    add_library(llmsys::lab${number}_${side} ALIAS llmsys_lab${number}_${side})
  endforeach()
endfunction()

# `./lab profile N`: the cases of autograder/NN_name/profile.cpp, with the student's files and with the solution's.
function(llmsys_lab_profile lab number)
  llmsys_lab_object(lab${number}_profile_cases ${PROJECT_SOURCE_DIR}/autograder/${lab}/profile.cpp worker
    "llmsys_strict;${depends}")
  foreach(side student solution)
    set(objects $<TARGET_OBJECTS:lab${number}_profile_cases> $<TARGET_OBJECTS:llmsys_profile_main>
      $<TARGET_OBJECTS:llmsys_profile_recorder>)
    foreach(id IN LISTS ids)
      string(REPLACE "." "_" key ${id})
      set(object lab${number}_student_worker_${key})
      if(side STREQUAL "solution")
        set(object lab${number}_solution_worker_${key})
      endif()
      llmsys_objects_of(object ${object})
      list(APPEND objects ${object})
    endforeach()
    llmsys_lab_program(lab${number}_profile_${side} OFF ${CMAKE_BINARY_DIR}/labs/${lab}/profile_${side} "${objects}"
      "llmsys::lab${number}_traced;llmsys::profile;llmsys::io")
  endforeach()
endfunction()

# `./lab bench N`: a lab's own benchmarks, linked against the solution and against the student, without checks.
function(llmsys_lab_benchmarks lab number benchmarks)
  if(NOT benchmarks OR NOT benchmark_FOUND)
    return()
  endif()
  list(TRANSFORM benchmarks PREPEND ${PROJECT_SOURCE_DIR}/autograder/${lab}/)
  add_library(lab${number}_bench_objects OBJECT EXCLUDE_FROM_ALL ${benchmarks})
  target_link_libraries(lab${number}_bench_objects PRIVATE llmsys_strict benchmark::benchmark ${depends})
  target_compile_options(lab${number}_bench_objects PRIVATE -O3 -g1)  # plain loops that measure must vectorise too
  target_compile_definitions(lab${number}_bench_objects PRIVATE LLMSYS_SOURCE_ROOT="${PROJECT_SOURCE_DIR}")
  llmsys_lab_objects(solution solution timed "${ids}")
  llmsys_lab_objects(student student timed "${ids}")
  foreach(side student solution)
    llmsys_lab_program(lab${number}_bench_${side} OFF ${CMAKE_BINARY_DIR}/labs/${lab}/bench_${side}
      "${${side}};$<TARGET_OBJECTS:lab${number}_bench_objects>" "llmsys::lab${number};${used_solutions};benchmark::benchmark_main")
  endforeach()
endfunction()
