# llmsys_add_lab(01_autodiff
#   DEPENDS      llmsys::autograd          # what its API needs
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
#   labs/NN_name/SLOT/worker_solution         solutions only
#   labs/NN_name/SLOT/debug_T    judge and student in one process, with AddressSanitizer
# None of them is part of `all`: the grader asks for those it needs.
#
# Task files and given files may be kernel files (.cu): they are compiled for the emulator. Workers of such a lab hold the
# traced variant, which counts and checks what kernels do; so does debug_T, without AddressSanitizer, which the emulator's
# fibers confuse. What is timed is the plain variant. Presets with a sanitizer leave such labs out.
#
# A program links the system's code of lab NN with llmsys::labNN_solution (-O3), or with llmsys::labNN_mine: the files
# under overlay/mine, which are the student's where those have full marks.

# Reads the task files and ids of a lab.json into `files` and `ids` of the caller (same order).
function(llmsys_read_tasks manifest)
  file(READ ${manifest} json)
  string(JSON count LENGTH ${json} tasks)
  math(EXPR last "${count} - 1")
  foreach(i RANGE ${last})
    string(JSON id GET ${json} tasks ${i} id)
    string(JSON file ERROR_VARIABLE none GET ${json} tasks ${i} file)
    if(NOT none)
      list(APPEND found_files ${file})
      list(APPEND found_ids ${id})
    endif()
  endforeach()
  set(files ${found_files} PARENT_SCOPE)
  set(ids ${found_ids} PARENT_SCOPE)
endfunction()

# A worker of one slot: `objects` are the parts that differ, the rest is the same for all.
function(llmsys_lab_program name output objects depends)
  add_executable(${name} EXCLUDE_FROM_ALL ${objects})
  target_link_libraries(${name} PRIVATE ${depends})
  cmake_path(GET output PARENT_PATH folder)
  cmake_path(GET output FILENAME file)
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${folder} OUTPUT_NAME ${file})
endfunction()

# Objects of one kind (worker or debug) for all files of one slot.
function(llmsys_lab_slot_objects lab number slot kind)
  foreach(id file IN ZIP_LISTS ids files)
    string(REPLACE "." "_" key ${id})
    llmsys_student_object(lab${number}_${slot}_${kind}_${key} ${slot} ${lab} ${file} ${kind} "${depends}")
  endforeach()
endfunction()

# The programs labs/LAB/SLOT/PROGRAM_T of one slot, linked from the objects of one kind. What is common comes first: of a function
# of the standard library that several objects hold, the linker then takes a copy that is not compiled for tracing.
function(llmsys_lab_slot lab number slot program kind common libraries)
  set(all "")
  foreach(id IN LISTS ids)
    string(REPLACE "." "_" key ${id})
    llmsys_objects_of(objects lab${number}_${slot}_${kind}_${key})
    list(APPEND all ${objects})
    foreach(other IN LISTS ids)
      if(NOT other STREQUAL id)
        string(REPLACE "." "_" other_key ${other})
        llmsys_objects_of(object lab${number}_solution_${kind}_${other_key})
        list(APPEND objects ${object})
      endif()
    endforeach()
    llmsys_lab_program(lab${number}_${slot}_${program}_program_${key}
      ${CMAKE_BINARY_DIR}/labs/${lab}/${slot}/${program}_${id} "${common};${objects}" "${libraries}")
  endforeach()
  math(EXPR plain "${number}")
  llmsys_lab_program(lab${number}_${slot}_${program}_program_all
    ${CMAKE_BINARY_DIR}/labs/${lab}/${slot}/${program}_${plain}.all "${common};${all}" "${libraries}")
endfunction()

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
  cmake_parse_arguments(ARG "" "" "DEPENDS;GIVEN;TESTS;HIDDEN;BENCHMARKS" ${ARGN})
  string(SUBSTRING ${lab} 0 2 number)
  set(grader ${PROJECT_SOURCE_DIR}/autograder/${lab})
  set(manifest ${PROJECT_SOURCE_DIR}/labs/${lab}/lab.json)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${manifest})
  llmsys_read_tasks(${manifest})
  set(depends ${ARG_DEPENDS})
  llmsys_holds_kernels(kernels "${files};${ARG_GIVEN}")
  if(kernels AND LLMSYS_SANITIZE)
    return()
  endif()

  llmsys_lab_for_nvcc(${lab} "${files}" "${ARG_GIVEN}")

  # The API with what is given, for everyone; `api` and `worker` are what programs that check the student link.
  llmsys_lab_api(lab${number} plain "${ARG_GIVEN}" "${depends}")
  set(api llmsys::lab${number})
  set(worker llmsys::worker)
  set(debug_kind debug)
  set(debug_link -fsanitize=address,undefined)
  if(kernels)
    llmsys_lab_api(lab${number}_traced traced "${ARG_GIVEN}" "${depends}")
    set(api llmsys::lab${number}_traced)
    set(worker llmsys::worker_traced)
    set(debug_kind worker)
    set(debug_link "")
  endif()

  # Solutions, one object a file, in each kind; our own code: warnings are errors.
  set(solution "")
  foreach(id file IN ZIP_LISTS ids files)
    string(REPLACE "." "_" key ${id})
    foreach(kind worker debug timed)
      llmsys_lab_object(lab${number}_solution_${kind}_${key} ${PROJECT_SOURCE_DIR}/solutions/${lab}/${file} ${kind}
        "llmsys_strict;${depends}")
    endforeach()
    llmsys_objects_of(object lab${number}_solution_worker_${key})
    list(APPEND solution ${object})
  endforeach()
  file(GLOB scenarios CONFIGURE_DEPENDS ${grader}/scenarios*.cpp)
  llmsys_lab_object(lab${number}_scenarios "${scenarios}" worker "llmsys_strict;${worker};${depends}")

  # The judge: tests and right answers; hidden ones where they are.
  set(tests "")
  foreach(test IN LISTS ARG_TESTS)
    list(APPEND tests ${grader}/${test})
  endforeach()
  foreach(test IN LISTS ARG_HIDDEN)
    file(GLOB there CONFIGURE_DEPENDS ${grader}/${test})  # looked for at each build: it may come or go
    list(APPEND tests ${there})
  endforeach()
  file(GLOB references CONFIGURE_DEPENDS ${grader}/reference/*.cpp)
  file(GLOB shared CONFIGURE_DEPENDS ${grader}/*_text.cpp ${grader}/*_inputs.cpp ${grader}/diagnoses*.cpp)
  add_library(lab${number}_judge_objects OBJECT EXCLUDE_FROM_ALL ${tests} ${shared} ${references})
  target_link_libraries(lab${number}_judge_objects PRIVATE llmsys_strict llmsys::judge ${depends})
  target_compile_options(lab${number}_judge_objects PRIVATE -O1 -g1)
  target_compile_definitions(lab${number}_judge_objects PRIVATE LLMSYS_SOURCE_ROOT="${PROJECT_SOURCE_DIR}")
  llmsys_lab_program(lab${number}_judge ${CMAKE_BINARY_DIR}/labs/${lab}/judge
    "$<TARGET_OBJECTS:lab${number}_judge_objects>;$<TARGET_OBJECTS:llmsys_judge_process>" "llmsys::judge;${depends}")

  # The programs of each slot, and the reference worker beside them.
  set(common_worker $<TARGET_OBJECTS:lab${number}_scenarios> $<TARGET_OBJECTS:llmsys_worker_main>)
  set(common_debug $<TARGET_OBJECTS:lab${number}_scenarios> $<TARGET_OBJECTS:lab${number}_judge_objects>
    $<TARGET_OBJECTS:llmsys_judge_local>)
  llmsys_lab_program(lab${number}_solution_worker ${CMAKE_BINARY_DIR}/labs/${lab}/worker_solution
    "${common_worker};${solution}" "${api};${worker}")
  foreach(slot student scratch mutant0 mutant1 mutant2 mutant3)
    llmsys_lab_slot_objects(${lab} ${number} ${slot} worker)
    llmsys_lab_slot(${lab} ${number} ${slot} worker worker "${common_worker}" "${api};${worker}")
  endforeach()
  foreach(slot student scratch)
    if(NOT kernels)
      llmsys_lab_slot_objects(${lab} ${number} ${slot} debug)
    endif()
    llmsys_lab_slot(${lab} ${number} ${slot} debug ${debug_kind} "${common_debug}"
      "${api};llmsys::judge;${worker};${debug_link}")
  endforeach()
  llmsys_lab_for_programs(${lab} ${number})
  llmsys_lab_benchmarks(${lab} ${number} "${ARG_BENCHMARKS}")
  if(kernels AND NOT LLMSYS_CUDA AND EXISTS ${grader}/profile.cpp)
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
  foreach(side solution mine)
    add_library(llmsys_lab${number}_${side} INTERFACE)
    target_link_libraries(llmsys_lab${number}_${side} INTERFACE ${${side}} llmsys::lab${number})
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
      list(APPEND objects $<TARGET_OBJECTS:${object}>)
    endforeach()
    llmsys_lab_program(lab${number}_profile_${side} ${CMAKE_BINARY_DIR}/labs/${lab}/profile_${side} "${objects}"
      "${api};llmsys::profile;llmsys::io")
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
  set(solution "")
  set(student "")
  foreach(id file IN ZIP_LISTS ids files)
    string(REPLACE "." "_" key ${id})
    llmsys_student_object(lab${number}_student_timed_${key} student ${lab} ${file} timed "${depends}")
    foreach(side solution student)
      llmsys_objects_of(object lab${number}_${side}_timed_${key})
      list(APPEND ${side} ${object})
    endforeach()
  endforeach()
  foreach(side student solution)
    llmsys_lab_program(lab${number}_bench_${side} ${CMAKE_BINARY_DIR}/labs/${lab}/bench_${side}
      "${${side}};$<TARGET_OBJECTS:lab${number}_bench_objects>" "llmsys::lab${number};benchmark::benchmark_main")
  endforeach()
endfunction()
